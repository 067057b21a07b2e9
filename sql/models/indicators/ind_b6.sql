{%- set indicator = {
    "indicator_id": "B6",
    "title_zh": "“三公”经费控制率",
    "title_en": "Control of three public expenses",
    "unit": "ratio",
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
        documents.document_id,
        'total' as detail,
        {{ figure('three_public_expenses', 'final_total') }} as numerator,
        {{ figure('three_public_expenses', 'budget_total') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'overseas' as detail,
        {{ figure('three_public_expenses', 'final_overseas') }} as numerator,
        {{ figure('three_public_expenses', 'budget_overseas') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_total' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_total') }} as numerator,
        {{ figure('three_public_expenses', 'budget_vehicle_total') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_purchase' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_purchase') }} as numerator,
        {{ figure('three_public_expenses', 'budget_vehicle_purchase') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_operation' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_operation') }} as numerator,
        {{ figure('three_public_expenses', 'budget_vehicle_operation') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'reception' as detail,
        {{ figure('three_public_expenses', 'final_reception') }} as numerator,
        {{ figure('three_public_expenses', 'budget_reception') }} as denominator
    from {{ figures_of_documents() }}
    group by documents.document_id
)

{{ ratio(indicator) }}
