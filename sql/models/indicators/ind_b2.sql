{%- set indicator = {
    "indicator_id": "B2",
    "title_zh": "预算总体偏离度",
    "title_en": "Aggregate deviation from the budget",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "|expenditure - original budget| / original budget, general public budget",
    "meaning": "PEFA's bands of 95-105, 90-110, 85-115 percent grade governments; for a unit they are a reference only. PEFA 区间仅供参考。",
    "source": "PEFA PI-1",
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
        outturns.document_id,
        'total' as detail,
        abs(outturns.amount_yuan - budgets.amount_yuan) as numerator,
        budgets.amount_yuan as denominator,
        case when budgets.amount_yuan is null then 'no_budget' end as null_reason
    from outturns
    left join budgets on outturns.document_id = budgets.document_id and budgets.subject_code is null
    where outturns.detail = 'total'
)

{{ ratio(indicator) }}
