{%- set indicator = {
    "indicator_id": "B1",
    "title_zh": "预算完成率",
    "title_en": "Completion of the budget",
    "unit": "ratio",
    "grain": "unit, year and functional class",
    "formula": "expenditure of the general public budget / original budget as the narrative states it; detail is total or the class",
    "meaning": "Above 1 is usual, because the original budget leaves out what is added later. 年初预算不含年中追加，大于1属常见。",
    "source": "narratives of the disclosures 情况说明",
    "tables": [],
    "checks": ["T5.02", "N.09"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

budgets as (
    select * from {{ ref('int_class_budget') }}
),

outturns as (
    select document_id, coalesce(subject_code, line_id) as detail, amount_yuan
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and measure = 'total'
        and (line_id = 'total' or length(subject_code) = 3)
),

inputs as (
    select
        outturns.document_id, outturns.detail,
        outturns.amount_yuan as numerator,
        budgets.amount_yuan as denominator,
        case when budgets.amount_yuan is null then 'no_budget' end as null_reason
    from outturns
    left join budgets
        on
            outturns.document_id = budgets.document_id
            and nullif(outturns.detail, 'total') is not distinct from budgets.subject_code
)

{{ ratio(indicator) }}
