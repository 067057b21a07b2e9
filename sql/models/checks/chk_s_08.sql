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

headings as (
    select
        tables.document_id, tables.table_id, tables.first_page,
        cast(tables.fiscal_year as varchar) as printed_text, cast(documents.fiscal_year as varchar) as own_text
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ source('raw', 'document') }} as documents on tables.document_id = documents.document_id
    where tables.table_id is not null
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, printed_text) as scope,
        format(
            'The heading of the table says {}, the document is of {}. 表头为{}，文档为{}。',
            printed_text, any_value(own_text), printed_text, any_value(own_text)
        ) as explanation,
        printed_text,
        min(first_page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from headings
    where
        printed_text <> own_text
    group by document_id, table_id, printed_text
)

{{ guarantee(check, text='offences.printed_text') }}
