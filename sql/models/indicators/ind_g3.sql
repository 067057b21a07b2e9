{%- set indicator = {
    "indicator_id": "G3",
    "title_zh": "政府职能分类（COFOG）支出占比",
    "title_en": "Expenditure by COFOG division",
    "unit": "ratio",
    "grain": "unit, year and COFOG division",
    "formula": "general public budget expenditure mapped to the division / all of it; detail low_confidence is the share mapped with low confidence or not at all",
    "meaning": "For international comparison; read it with the share of low confidence. 用于国际比较，须同时看低置信度占比。",
    "source": "COFOG, United Nations; GFSM 2014",
    "tables": [],
    "checks": ["T5.02"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

expenditure as (
    select * from {{ ref('int_cofog_expenditure') }}
),

totals as (
    select document_id, sum(amount_yuan) as amount_yuan
    from expenditure
    group by document_id
),

divisions as (
    select document_id, cofog_division as detail, sum(amount_yuan) as amount_yuan
    from expenditure
    group by document_id, cofog_division
    union all
    select
        document_id,
        'low_confidence' as detail,
        coalesce(sum(amount_yuan) filter (where cofog_confidence in ('low', 'none')), 0) as amount_yuan
    from expenditure
    group by document_id
),

inputs as (
    select
        divisions.document_id,
        divisions.detail,
        divisions.amount_yuan as numerator,
        totals.amount_yuan as denominator,
        cast(null as varchar) as null_reason
    from divisions
    inner join totals on divisions.document_id = totals.document_id
)

{{ ratio(indicator) }}
