{%- set check = {
    "check_id": "N.13.2",
    "title_zh": "中小企业采购额不超过采购总额，小微不超过中小，成交额不超过预留预算",
    "title_en": "Contracts with small and medium enterprises stay within procurement, small and micro within those",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select
        *,
        case
            when regexp_matches(words_before_zh, '面向中小企业预留的?政府采购项目中') then 'reserved_award'
            when regexp_matches(words_before_zh, '面向小微企业预留的?政府采购项目中') then 'reserved_award_micro'
            when regexp_matches(words_before_zh, '其他(政府采购)?项目中') then 'other_award'
            when regexp_matches(words_before_zh, '面向中小企业预留.*预算金额') then 'reserved'
            when regexp_matches(words_before_zh, '面向小微企业预留.*预算金额') then 'reserved_micro'
            when regexp_matches(words_before_zh, '授予小微企业') then 'contract_micro'
            when regexp_matches(words_before_zh, '授予中小企业') then 'contract'
            when binding_no = 811 then 'total'
        end as part
    from {{ ref('int_claim') }}
    where section_kind = 'procurement' and unit_family = 'money' and (comparison is null or comparison = 'budget')
    qualify part is not null and row_number() over (partition by document_id, part order by claim_no) = 1
),

bounds (upper_part, lower_parts, severity) as (
    values
    ('total', ['contract'], 'error'),
    ('total', ['reserved_award', 'other_award'], 'error'),
    ('contract', ['contract_micro'], 'error'),
    ('reserved', ['reserved_award'], 'warn'),
    ('reserved_micro', ['reserved_award_micro'], 'warn'),
    ('reserved_award', ['reserved_award_micro'], 'info')
),

lowers as (
    select
        bounds.upper_part,
        bounds.lower_parts,
        bounds.severity,
        claims.document_id,
        sum(claims.amount) as amount,
        sum(claims.half_step) filter (where claims.amount <> 0) as half_steps,
        string_agg(claims.published_text, '＋' order by claims.claim_no) as texts,
        list_reverse({{ claim_numbers('claims') }}) as claim_numbers
    from bounds
    inner join claims on list_contains(bounds.lower_parts, claims.part)
    group by all
),

wrong_totals as (
    select distinct document_id
    from {{ ref('chk_n_13_1') }}
    where state = 'fail' and scope like 'procurement%'
),

statements as (
    select
        uppers.document_id,
        concat_ws(' · ', uppers.part, list_aggregate(lowers.lower_parts, 'string_agg', '+')) as scope,
        coalesce(uppers.topic_amount, uppers.amount) as expected,
        if(
            lowers.amount - coalesce(uppers.topic_amount, uppers.amount)
            between 0 and uppers.half_step + coalesce(lowers.half_steps, 0),
            coalesce(uppers.topic_amount, uppers.amount),
            lowers.amount
        ) as observed,
        uppers.half_step + coalesce(lowers.half_steps, 0) as tolerance,
        lowers.severity,
        if(
            uppers.part = 'total' and wrong_totals.document_id is not null,
            'The total does not add up: see N.13.1. 采购总额与各项之和不符，见N.13.1。', null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                lowers.texts, '＝', {{ as_wan('lowers.amount') }}, '，超过', uppers.subject_zh, uppers.published_text,
                uppers.published_unit, '。', lowers.texts, ' comes to ', {{ as_wan('lowers.amount') }}, ', more than ',
                uppers.published_text, '.'
            )
        ) as cause,
        list_append(
            {{ numbered_claims('lowers.claim_numbers', 'uppers.document_id') }},
            {{ joined_claim('uppers', 'total') }}
        ) as evidence
    from lowers
    inner join claims as uppers on lowers.document_id = uppers.document_id and lowers.upper_part = uppers.part
    left join wrong_totals on uppers.document_id = wrong_totals.document_id
)

{{ grade_statements(check, relation='at_most') }}
