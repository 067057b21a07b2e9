{%- set indicator = {
    "indicator_id": "C2",
    "title_zh": "人员经费占比",
    "title_en": "Share of personnel expenses",
    "unit": "ratio",
    "grain": "unit, year and base",
    "formula": "personnel expenses / basic expenditure; personnel expenses / expenditure of the year",
    "meaning": "How rigid spending is. 支出的刚性程度。",
    "source": "预算法实施条例 5",
    "tables": ["income_expenditure_summary", "general_public_budget_expenditure", "basic_expenditure"],
    "checks": ["T6.01", "T6.02", "X.11", "T1.03"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'of_basic' as detail,
        {{ figure('basic_expenditure', 'amount', line_id='basic.personnel_total') }} as numerator,
        {{ figure('general_public_budget_expenditure', 'basic', line_id='total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'of_total' as detail,
        {{ figure('basic_expenditure', 'amount', line_id='basic.personnel_total') }} as numerator,
        {{ figure('income_expenditure_summary', 'amount', line_id='expenditure.current_total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
