{%- set check = {
    "check_id": "N.13.5",
    "title_zh": "货物、工程、服务占中小企业合同金额的比重之和为100%",
    "title_en": "Shares of goods, works and services that can only be of all contracts with small and medium enterprises come to 100 percent",
    "severity": "info",
    "tolerance": "half a printed step of each share",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

-- N.13.3 tells where shares cannot be of the expenditure on goods, works and services that the text names, because the
-- contracts would then be smaller than printed. They are shares of the contracts, and one number of them may be wrong.
with

shares as (
    select *, {{ claim_scope('int_claim') }} as share_scope
    from {{ ref('int_claim') }}
    where
        section_kind = 'procurement' and comparison = 'share_pct' and contains(words_before_zh, '中小企业')
        and regexp_matches(words_before_zh, '占(政府采购)?(货物|工程|服务)(采购)?支出')
),

not_of_kinds as (
    select distinct shares.document_id
    from shares
    inner join {{ ref('chk_n_13_3') }} as graded
        on shares.document_id = graded.document_id and shares.share_scope = graded.scope
    where graded.state = 'fail'
),

statements as (
    select
        shares.document_id,
        'procurement · shares of the contracts' as scope,
        100 as expected,
        sum(shares.amount) as observed,
        sum(shares.half_step) as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                string_agg(shares.published_text || '%', '、' order by shares.claim_no), '之和为',
                {{ as_percent('sum(shares.amount)') }}, '。The shares come to ',
                {{ as_percent('sum(shares.amount)') }}, '.'
            )
        ) as cause,
        {{ numbered_claims(claim_numbers('shares'), 'shares.document_id') }} as evidence
    from shares
    inner join not_of_kinds on shares.document_id = not_of_kinds.document_id
    group by shares.document_id
    having count(*) > 1
)

{{ grade_statements(check) }}
