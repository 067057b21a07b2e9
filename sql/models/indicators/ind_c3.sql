{%- set indicator = {
    "indicator_id": "C3",
    "title_zh": "公用经费占比",
    "title_en": "Share of public funds",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "public funds / basic expenditure",
    "meaning": "The office cost of the unit. 单位的办公成本。",
    "source": "预算法实施条例 5",
    "tables": ["general_public_budget_expenditure", "basic_expenditure"],
    "checks": ["T6.01", "T6.03", "X.11"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }} as numerator,
        {{ figure('general_public_budget_expenditure', 'basic', line_id='total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
