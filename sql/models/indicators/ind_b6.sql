{%- set indicator = {
    "indicator_id": "B6",
    "title_zh": "“三公”经费控制率",
    "title_en": "Control of three public expenses",
    "unit": "ratio",
    "grain": "unit, year and item",
    "formula": "final amount / budget, by item",
    "meaning": "At most 1; more needs an explanation. 应不大于1。",
    "source": "财政部“三公”经费公开规定",
    "tables": ["three_public_expenses"],
    "checks": ["T9.01", "T9.02", "T9.03"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        document_id,
        detail,
        final_yuan as numerator,
        budget_yuan as denominator
    from {{ ref('int_three_public_item') }}
)

{{ ratio(indicator) }}
