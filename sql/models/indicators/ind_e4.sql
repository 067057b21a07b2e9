{%- set indicator = {
    "indicator_id": "E4",
    "title_zh": "机器可读性",
    "title_en": "Machine readability",
    "unit": "index",
    "grain": "unit, year",
    "formula": "4 spreadsheet, 3 tables in a web page, 2 PDF with text, 1 scanned PDF",
    "meaning": "Ease of using the published numbers again. 再利用的难易程度。",
    "source": "国办发〔2017〕47号; scale of this project 本项目分级",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('dim_document') }} where is_current
),

scans as (
    select document_id, bool_or(source = 'ocr') as is_scanned
    from {{ ref('fct_amount') }}
    where is_current
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        case
            when regexp_matches(documents.media_type, 'excel|spreadsheet|csv') then 4
            when documents.media_type = 'text/html' then 3
            when coalesce(scans.is_scanned, false) then 1
            else 2
        end as numerator,
        cast(null as varchar) as null_reason
    from documents
    left join scans on documents.document_id = scans.document_id
)

{{ index(indicator) }}
