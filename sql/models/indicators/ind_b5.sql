{%- set indicator = {
    "indicator_id": "B5",
    "title_zh": "预算执行率",
    "title_en": "Execution rate",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "expenditure of the year / total of the income side",
    "meaning": "Money that is not spent stays in carryover. 未支出的资金形成结转结余。",
    "source": "audit reports of provinces 审计报告",
    "tables": ["income_expenditure_summary"],
    "checks": ["T1.01", "T1.02", "T1.03", "T1.04", "T1.05"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('income_expenditure_summary', 'amount', line_id='expenditure.current_total') }} as numerator,
        {{ figure('income_expenditure_summary', 'amount', line_id='total.income_side') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
