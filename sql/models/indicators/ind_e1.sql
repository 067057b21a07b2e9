{%- set indicator = {
    "indicator_id": "E1",
    "title_zh": "公开及时性",
    "title_en": "Timeliness",
    "unit": "days",
    "formula": "days from the first day on which most of the region's accounts of the year were published to the day of this one",
    "meaning": "The law counts 20 days from approval, which few documents print; the batch of the region stands for it. 法定自批复后20日内；批复日期少有公开，以本地集中公开日代替。",
    "source": "预算法 14; 预算法实施条例 6",
    "tables": [],
    "checks": [],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('dim_document') }} where is_current
),

units as (
    select * from {{ ref('dim_unit') }}
),

published as (
    select documents.document_id, documents.fiscal_year, documents.published_date, units.region_code
    from documents
    inner join units on documents.unit_id = units.unit_id
),

batches as (
    select fiscal_year, region_code, published_date as batch_date
    from published
    where published_date is not null
    group by fiscal_year, region_code, published_date
    qualify row_number() over (partition by fiscal_year, region_code order by count(*) desc, published_date) = 1
),

inputs as (
    select
        published.document_id,
        'days_after_batch' as detail,
        published.published_date - batches.batch_date as numerator,
        batches.region_code as basis,
        cast(null as varchar) as null_reason
    from published
    left join batches
        on
            published.fiscal_year = batches.fiscal_year
            and published.region_code is not distinct from batches.region_code
)

{{ index(indicator) }}
