{%- set indicator = {
    "indicator_id": "B7",
    "title_zh": "项目预算年中调整幅度",
    "title_en": "In-year adjustment of projects",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "(full-year budget - original budget) / original budget, over the project forms that print both",
    "meaning": "Large adjustments are an audit criterion. 调整幅度过大为审计关注点。",
    "source": "预算法 13",
    "tables": [],
    "checks": ["N.14"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

funds as (
    select
        document_id,
        sum(full_year_budget_yuan - original_budget_yuan) as adjusted_yuan,
        sum(original_budget_yuan) as original_yuan
    from {{ ref('fct_self_evaluation_fund') }}
    where fund_kind = 'total' and original_budget_yuan is not null and full_year_budget_yuan is not null
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        funds.adjusted_yuan as numerator,
        funds.original_yuan as denominator,
        case when funds.document_id is null then 'not_disclosed' end as null_reason
    from documents
    left join funds on documents.document_id = funds.document_id
)

{{ ratio(indicator) }}
