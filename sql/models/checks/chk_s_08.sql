{%- set check = {
    "check_id": "S.08",
    "title_zh": "各表表头年度与文档年度一致",
    "title_en": "The year in the heading of each table is the document's fiscal year",
    "severity": "warn",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        tables.document_id,
        concat_ws(' · ', tables.table_id, tables.fiscal_year) as scope,
        format(
            'The heading of the table says {}, the document is of {}. 表头为{}，文档为{}。',
            any_value(tables.fiscal_year), any_value(documents.fiscal_year), any_value(tables.fiscal_year), any_value(documents.fiscal_year)
        ) as explanation,
        any_value(tables.fiscal_year)::varchar as printed_text,
        min(tables.first_page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ source('raw', 'document') }} as documents on tables.document_id = documents.document_id
    where tables.table_id is not null and tables.fiscal_year <> documents.fiscal_year
    group by tables.document_id, tables.table_id, tables.fiscal_year
)

{{ guarantee(check, text='offences.printed_text') }}
