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

offences as (
    select
        tables.document_id,
        concat_ws(' · ', tables.table_id, tables.unit_name_zh) as scope,
        format(
            'The heading of the table says {}, the document is of {}. 表头为{}，文档为{}。',
            any_value(tables.unit_name_zh), any_value(documents.unit_name_zh), any_value(tables.unit_name_zh), any_value(documents.unit_name_zh)
        ) as explanation,
        any_value(tables.unit_name_zh)::varchar as printed_text,
        min(tables.first_page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ source('raw', 'document') }} as documents on tables.document_id = documents.document_id
    where tables.table_id is not null and not contains(
        {{ plain_name('tables.unit_name_zh') }}, {{ plain_name('documents.unit_name_zh') }}
    )
    and not contains({{ plain_name('documents.unit_name_zh') }}, {{ plain_name('tables.unit_name_zh') }})
    group by tables.document_id, tables.table_id, tables.unit_name_zh
)

{{ guarantee(check, text='offences.printed_text') }}
