{%- set indicator = {
    "indicator_id": "C6",
    "title_zh": "政府采购占比",
    "title_en": "Procurement share",
    "unit": "ratio",
    "grain": "unit, year and kind of procurement",
    "formula": "procurement / (project expenditure + public funds); goods, works, services: share of procurement",
    "meaning": "Above 1 tells of contracts over several years. 大于1表明存在跨年合同。",
    "source": "预算法 14; 预算法实施条例 6",
    "tables": ["disclosure_statistics", "expenditure", "basic_expenditure"],
    "checks": ["T10.01", "T3.01", "T3.02", "T6.03"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.total') }} as numerator,
        (
            coalesce({{ figure('expenditure', 'project', line_id='total') }}, 0)
            + coalesce({{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }}, 0)
        ) as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'goods' as detail,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.goods') }} as numerator,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'works' as detail,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.works') }} as numerator,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'services' as detail,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.services') }} as numerator,
        {{ figure('disclosure_statistics', 'amount', line_id='procurement.total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
