{%- set check = {
    "check_id": "G.01",
    "title_zh": "同一单元格只有一条金额",
    "title_en": "A printed cell has one amount",
    "severity": "blocking",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

-- Keys are long and none is expected twice: their hashes say first where to look.
suspects as (
    select hash(document_id, table_id, table_no, side, row_order, measure) as suspect
    from {{ ref('fct_amount') }}
    group by suspect
    having count(*) > 1
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, side, row_order, measure) as scope,
        count(*) || ' amounts share one cell. 同一单元格有多条金额。' as explanation,
        min(page) as page, min(x0) as x0, min(y0) as y0, min(x1) as x1, min(y1) as y1
    from {{ ref('fct_amount') }}
    where hash(document_id, table_id, table_no, side, row_order, measure) in (select suspects.suspect from suspects)
    group by document_id, table_id, table_no, side, row_order, measure
    having count(*) > 1
)

{{ guarantee(check) }}
