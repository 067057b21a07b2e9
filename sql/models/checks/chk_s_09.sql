{%- set check = {
    "check_id": "S.09",
    "title_zh": "各表表头单位名称与封面一致",
    "title_en": "The unit named in the heading of each table is the one on the cover",
    "severity": "warn",
    "tolerance": "a longer or shorter form of the name is the same",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

headings as (
    select
        tables.document_id, tables.table_id, tables.first_page,
        cast(tables.unit_name_zh as varchar) as printed_text, cast(documents.unit_name_zh as varchar) as own_text
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
        not contains({{ plain_name('printed_text') }}, {{ plain_name('own_text') }})
        and not contains({{ plain_name('own_text') }}, {{ plain_name('printed_text') }})
    group by document_id, table_id, printed_text
)

{{ guarantee(check, text='offences.printed_text') }}
