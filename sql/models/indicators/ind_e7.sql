{%- set indicator = {
    "indicator_id": "E7",
    "title_zh": "地区公开指数",
    "title_en": "Transparency index of a region",
    "unit": "index",
    "grain": "unit, year; region, year in detail region",
    "formula": "mean of E2, E3, E5 and E6 of a document; detail region is the mean over the region's documents of the year",
    "meaning": "The number of documents behind the region's mean is its denominator. 地区均值的分母为文档数。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T5.02", "T6.01"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

scores as (
    select document_id, value from {{ ref('ind_e2') }} where value is not null
    union all
    select document_id, value from {{ ref('ind_e3') }} where value is not null
    union all
    select document_id, value from {{ ref('ind_e5') }} where value is not null
    union all
    select document_id, value from {{ ref('ind_e6') }} where value is not null
),

documents as (
    select document_id, cast(avg(value) as decimal(38, 10)) as score
    from scores
    group by document_id
),

placed as (
    select documents.document_id, documents.score, current_documents.fiscal_year, units.region_code
    from documents
    inner join {{ ref('int_current_document') }} as current_documents
        on documents.document_id = current_documents.document_id
    inner join {{ ref('dim_unit') }} as units on current_documents.unit_id = units.unit_id
),

inputs as (
    select
        document_id,
        'document' as detail,
        score as numerator,
        1 as denominator,
        cast(null as varchar) as basis,
        cast(null as varchar) as null_reason
    from placed
    union all
    select
        document_id,
        'region' as detail,
        sum(score) over (partition by region_code, fiscal_year) as numerator,
        count(*) over (partition by region_code, fiscal_year) as denominator,
        region_code as basis,
        case when region_code is null then 'not_disclosed' end as null_reason
    from placed
)

{{ ratio(indicator) }}
