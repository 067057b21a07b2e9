{%- set check = {
    "check_id": "S.04",
    "title_zh": "没有未填写的占位文字（表头、名称）",
    "title_en": "No placeholder is left in a title, name or heading of a table",
    "severity": "error",
    "tolerance": "0",
    "source": "publication rules 公开规范",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

texts as (
    select document_id, 'title' as place, title_zh as text_zh, 1 as page
    from {{ ref('dim_document') }}
    where is_current
    union all
    select tables.document_id, coalesce(tables.table_id, 'table'), tables.unit_name_zh, tables.first_page
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ ref('int_current_document') }} as documents on tables.document_id = documents.document_id
),

offences as (
    select
        document_id,
        concat_ws(' · ', place, text_zh) as scope,
        'A placeholder was not filled in. 占位文字未填写。' as explanation,
        any_value(text_zh) as text_zh,
        min(page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from texts
    where regexp_matches(text_zh, '[XxＸ×]{2,}|待填|[｛{].*[｝}]|[〇○]{2,}(局|部门|单位|年)')
    group by document_id, place, text_zh
)

{{ guarantee(check, text='offences.text_zh') }}
