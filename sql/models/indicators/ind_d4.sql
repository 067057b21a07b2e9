{%- set indicator = {
    "indicator_id": "D4",
    "title_zh": "公务接待强度",
    "title_en": "Reception a visit and a person",
    "unit": "yuan",
    "grain": "unit, year and counted thing",
    "formula": "reception / batches, reception / persons as the narrative counts them",
    "meaning": "Plausibility against local standards. 与当地标准对照。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T9.01", "N.07"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

receptions as (
    select document_id, amount_yuan
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses' and measure = 'final_reception'
),

counts as (
    select
        document_id,
        if(published_unit = '批次', 'batch', 'person') as detail,
        max(published_amount) as counted
    from {{ ref('fct_claim') }}
    where
        is_current
        and statement_kind = 'three_public'
        and comparison = 'count'
        and published_unit in ('批次', '人次')
        and subject_zh like '%接待%'
    group by document_id, if(published_unit = '批次', 'batch', 'person')
),

details as (
    select unnest(['batch', 'person']) as detail
),

inputs as (
    select
        documents.document_id,
        details.detail,
        receptions.amount_yuan as numerator,
        counts.counted as denominator,
        cast(null as varchar) as null_reason
    from documents
    cross join details
    left join receptions on documents.document_id = receptions.document_id
    left join counts on documents.document_id = counts.document_id and details.detail = counts.detail
)

{{ ratio(indicator) }}
