{%- set check = {
    "check_id": "G.02",
    "title_zh": "每条金额都有文档、页码和位置",
    "title_en": "Every amount has its document, page and box",
    "severity": "blocking",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, side, row_order, measure) as scope,
        'The amount has no page or no box. 金额缺少页码或位置。' as explanation,
        page, x0, y0, x1, y1
    from {{ ref('fct_amount') }}
    where document_id is null or page is null or page < 1 or not coalesce(x1 > x0 and y1 > y0, false)
)

{{ guarantee(check) }}
