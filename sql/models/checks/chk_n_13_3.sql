{%- set check = {
    "check_id": "N.13.3",
    "title_zh": "中小企业采购占比与所述分母一致",
    "title_en": "Shares of procurement fit the whole that they name",
    "severity": "error",
    "tolerance": "half a printed step, and those of part and whole",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

claims as not materialized (
    select * from {{ ref('int_claim') }} where section_kind = 'procurement'
),

shares as (
    select
        *,
        case
            when regexp_matches(words_before_zh, '占(政府)?采购?货物(采购)?支出') or contains(words_before_zh, '占货物支出')
                then 812
            when regexp_matches(words_before_zh, '占(政府)?采购?工程(采购)?支出') or contains(words_before_zh, '占工程支出')
                then 813
            when regexp_matches(words_before_zh, '占(政府)?采购?服务(采购)?支出') or contains(words_before_zh, '占服务支出')
                then 814
            when regexp_matches(words_before_zh, '占授予中小企业') then 0
            when regexp_matches(words_before_zh, '占(政府采购(支出)?)?(总额|总金额|合计|金额)') then 811
        end as whole
    from claims where comparison = 'share_pct'
),

money as (
    select
        * replace (coalesce(topic_amount, amount) as amount),
        if(
            binding_no is null and contains(words_before_zh, '授予中小企业') and not contains(words_before_zh, '小微'), 0,
            binding_no
        ) as whole
    from claims
    where unit_family = 'money' and comparison is null
    qualify whole is not null and row_number() over (partition by document_id, whole order by claim_no) = 1
),

own_amounts as (
    select
        shares.document_id,
        shares.claim_no,
        claims.amount,
        claims.half_step,
        {{ joined_claim('claims', 'total') }} as evidence
    from shares
    inner join claims
        on
            shares.document_id = claims.document_id
            and shares.subject = claims.subject
            and claims.unit_family = 'money' and claims.comparison is null
            and shares.claim_no > claims.claim_no
    where shares.whole in (0, 811)
    qualify row_number() over (partition by shares.document_id, shares.claim_no order by claims.claim_no desc) = 1
),

-- What the contracts could be at most if the shares were of goods, works and services as they say.
by_kind as (
    select
        shares.document_id,
        sum(shares.amount) as share_sum,
        sum(shares.amount * money.amount / 100) as implied,
        list(shares.whole) as kinds
    from shares
    inner join money on shares.document_id = money.document_id and shares.whole = money.whole
    where shares.whole in (812, 813, 814) and contains(shares.words_before_zh, '中小企业')
    group by shares.document_id
),

others as (
    select
        by_kind.document_id,
        coalesce(sum(money.amount), 0) as amount
    from by_kind
    left join money
        on
            by_kind.document_id = money.document_id and money.whole in (812, 813, 814)
            and not list_contains(by_kind.kinds, money.whole)
    group by by_kind.document_id
),

wrong_totals as (
    select distinct document_id
    from {{ ref('chk_n_13_1') }}
    where state = 'fail' and scope like 'procurement%'
),

statements as (
    select
        shares.document_id,
        {{ claim_scope('shares') }} as scope,
        {{ as_rounded('100 * own_amounts.amount / wholes.amount', 'shares.amount', 'shares.half_step') }} as expected,
        shares.amount as observed,
        shares.half_step
        + 100 * (own_amounts.half_step + wholes.half_step * own_amounts.amount / wholes.amount) / wholes.amount
            as tolerance,
        cast(null as varchar) as severity,
        if(
            shares.whole = 811 and wrong_totals.document_id is not null,
            'The total does not add up: see N.13.1. 采购总额与各项之和不符，见N.13.1。', null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', shares.published_text, '%，应为', {{ as_percent('100 * own_amounts.amount / wholes.amount') }}, '（',
                {{ as_wan('own_amounts.amount') }}, '÷', {{ as_wan('wholes.amount') }}, '）。Printed ',
                shares.published_text, '%, expected ', {{ as_percent('100 * own_amounts.amount / wholes.amount') }}, '.'
            )
        ) as cause,
        [{{ joined_claim('shares') }}, own_amounts.evidence, {{ joined_claim('wholes', 'total') }}] as evidence
    from shares
    inner join own_amounts on shares.document_id = own_amounts.document_id and shares.claim_no = own_amounts.claim_no
    inner join money as wholes
        on shares.document_id = wholes.document_id and shares.whole = wholes.whole and wholes.amount <> 0
    left join wrong_totals on shares.document_id = wrong_totals.document_id
    union all
    select
        shares.document_id,
        {{ claim_scope('shares') }} as scope,
        0 as expected,
        greatest(contracts.amount - by_kind.implied - others.amount, 0)
        / contracts.amount * 100 as observed,
        1 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', shares.published_text, '%按所述分母（', kinds.subject_zh, kinds.published_text,
                kinds.published_unit, '）推算，中小企业合同合计至多', {{ as_wan('by_kind.implied + others.amount') }}, '，少于所印',
                {{ as_wan('contracts.amount') }}, if(
                    abs(by_kind.share_sum - 100) < 0.02, '；各占比之和为100%，分母应为授予中小企业合同总额', ''
                ), '。Read with the whole that it names, ', shares.published_text,
                '% and its like make the contracts smaller than printed; the shares are of all contracts with small '
                || 'and medium enterprises.'
            )
        ) as cause,
        [
            {{ joined_claim('shares') }}, {{ joined_claim('kinds', 'total') }}, {{ joined_claim('contracts', 'total') }}
        ] as evidence
    from shares
    inner join by_kind on shares.document_id = by_kind.document_id
    inner join others on shares.document_id = others.document_id
    inner join money as contracts on shares.document_id = contracts.document_id and contracts.whole = 0
    inner join money as kinds on shares.document_id = kinds.document_id and shares.whole = kinds.whole
    where shares.whole in (812, 813, 814) and contracts.amount > 0
)

{{ grade_statements(check) }}
