{%- set check = {
    "check_id": "G.04",
    "title_zh": "每个单位每年只有一份现行决算",
    "title_en": "A unit has one current final account a year",
    "severity": "blocking",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id, 'document' as scope,
        'Several final accounts of this unit and year are current. 同一单位同一年度有多份现行决算。' as explanation,
        cast(null as integer) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from {{ ref('dim_document') }}
    where
        is_current and unit_id is not null and fiscal_year is not null
        and document_kind not in ('budget', 'other')
    qualify count(*) over (partition by unit_id, fiscal_year) > 1
)

{{ guarantee(check) }}
