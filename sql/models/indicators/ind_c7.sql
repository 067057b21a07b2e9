{%- set indicator = {
    "indicator_id": "C7",
    "title_zh": "授予中小企业合同占比",
    "title_en": "Procurement from small and medium enterprises",
    "unit": "ratio",
    "grain": "unit, year and size of firms",
    "formula": "contracts given to small and medium (micro and small) enterprises / procurement, as the narrative states them",
    "meaning": "A goal of policy that has to be disclosed; never above 1. 政策目标，不得大于1。",
    "source": "政府采购促进中小企业发展管理办法",
    "tables": [],
    "checks": ["N.13", "T10.01"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

stated as (
    select
        document_id,
        max(amount_yuan) filter (where regexp_matches(subject_zh, '采购(支出)?(总额|金额|合计)?$')) as total_yuan,
        max(amount_yuan) filter (
            where subject_zh like '%中小企业%' and not regexp_matches(subject_zh, '货物|工程|服务')
        ) as medium_yuan,
        max(amount_yuan) filter (
            where regexp_matches(subject_zh, '小微企业|小型|微型') and not regexp_matches(subject_zh, '货物|工程|服务')
        ) as small_yuan
    from {{ ref('int_claim_amount') }}
    where statement_kind = 'procurement' and comparison is null
    group by document_id
),

printed as (
    select document_id, amount_yuan
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id = 'procurement.total'
),

details as (
    select unnest(['small_and_medium', 'small_and_micro']) as detail
),

inputs as (
    select
        documents.document_id,
        details.detail,
        if(details.detail = 'small_and_medium', stated.medium_yuan, stated.small_yuan) as numerator,
        coalesce(printed.amount_yuan, stated.total_yuan) as denominator,
        cast(null as varchar) as null_reason
    from documents
    cross join details
    left join stated on documents.document_id = stated.document_id
    left join printed on documents.document_id = printed.document_id
)

{{ ratio(indicator) }}
