{%- set indicator = {
    "indicator_id": "B8",
    "title_zh": "结转结余率",
    "title_en": "Carryover rate",
    "unit": "ratio",
    "grain": "unit, year and kind of money",
    "formula": "closing carryover / total of the income side; fiscal: the same of fiscal appropriation",
    "meaning": "A rising rate tells of weak execution. 比率上升表明执行偏弱。",
    "source": "预算法实施条例 50",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary"],
    "checks": ["T1.02", "T1.04", "T1.05", "T4.03", "T4.05", "T4.06"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('income_expenditure_summary', 'amount', line_id='carryover.closing') }} as numerator,
        {{ figure('income_expenditure_summary', 'amount', line_id='total.income_side') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'fiscal' as detail,
        {{ figure('fiscal_appropriation_summary', 'total', line_id='carryover.closing') }} as numerator,
        {{ figure('fiscal_appropriation_summary', 'total', line_id='total.expenditure_side') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
