{%- set indicator = {
    "indicator_id": "C8",
    "title_zh": "财政依存度",
    "title_en": "Fiscal dependence",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "fiscal appropriation / income of the year",
    "meaning": "How much the unit finances itself. 单位自筹资金的能力。",
    "source": "definition of this project",
    "tables": ["income"],
    "checks": ["T2.01", "T2.02", "X.01", "X.02", "X.06"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('income', 'fiscal_appropriation', line_id='total') }} as numerator,
        {{ figure('income', 'total', line_id='total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
