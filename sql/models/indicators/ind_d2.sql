{%- set indicator = {
    "indicator_id": "D2",
    "title_zh": "“三公”经费占公用经费比重",
    "title_en": "Three public expenses against public funds",
    "unit": "ratio",
    "grain": "unit, year and expense",
    "formula": "final three public expenses / public funds of basic expenditure, by item",
    "meaning": "For comparison across units; the tables have no head-count. 便于跨单位比较。",
    "source": "definition of this project 本项目定义",
    "tables": ["three_public_expenses", "basic_expenditure"],
    "checks": ["T9.01", "T6.03", "X.16"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('three_public_expenses', 'final_total') }} as numerator,
        {{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_operation' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_operation') }} as numerator,
        {{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'reception' as detail,
        {{ figure('three_public_expenses', 'final_reception') }} as numerator,
        {{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
