{%- set indicator = {
    "indicator_id": "D5",
    "title_zh": "机关运行经费占比",
    "title_en": "Organ running costs against general public budget expenditure",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "organ running costs (statistics table, else the narrative) / general public budget expenditure",
    "meaning": "Only administrative units and those run like them have such costs. 仅行政单位和参公事业单位有此项。",
    "source": "预算法 14",
    "tables": [],
    "checks": ["X.18", "N.13"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

printed as (
    select document_id, sum(amount_yuan) as amount_yuan
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id like 'running_costs.%'
    group by document_id
),

stated as (
    select document_id, max(amount_yuan) as amount_yuan
    from {{ ref('int_claim_amount') }}
    where statement_kind = 'running_costs' and comparison is null and measure = 'amount' and subject_zh like '%运行经费%'
    group by document_id
),

totals as (
    select document_id, amount_yuan from {{ ref('int_series') }} where detail = 'general_public_budget'
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        coalesce(printed.amount_yuan, stated.amount_yuan) as numerator,
        totals.amount_yuan as denominator,
        if(printed.amount_yuan is null, 'narrative', 'published') as basis,
        cast(null as varchar) as null_reason
    from documents
    left join printed on documents.document_id = printed.document_id
    left join stated on documents.document_id = stated.document_id
    left join totals on documents.document_id = totals.document_id
)

{{ ratio(indicator) }}
