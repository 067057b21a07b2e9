{%- set indicator = {
    "indicator_id": "D1",
    "title_zh": "“三公”经费决算数",
    "title_en": "Three public expenses",
    "unit": "yuan",
    "formula": "final amounts of the table, in yuan; detail is the item",
    "meaning": "The classic figure of public interest. 社会关注的核心数据。",
    "source": "预算法 14; 财预〔2016〕143号",
    "tables": ["three_public_expenses"],
    "checks": ["T9.01", "T9.02", "X.16"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('three_public_expenses', 'final_total') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'overseas' as detail,
        {{ figure('three_public_expenses', 'final_overseas') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_total' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_total') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_purchase' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_purchase') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'vehicle_operation' as detail,
        {{ figure('three_public_expenses', 'final_vehicle_operation') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'reception' as detail,
        {{ figure('three_public_expenses', 'final_reception') }} as numerator
    from {{ figures_of_documents() }}
    group by documents.document_id
)

{{ level(indicator) }}
