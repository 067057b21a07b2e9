{%- set check = {
    "check_id": "S.11",
    "title_zh": "除调整表外没有负数（各明细表）",
    "title_en": "No amount of the detailed tables is negative",
    "severity": "warn",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, side, coalesce(subject_code, line_id), measure) as scope,
        'A negative amount: only forms of adjustment print these. 负数只应出现在调整表中。' as explanation,
        published_text, page, x0, y0, x1, y1
    from {{ ref('int_figure') }}
    where table_id <> 'income_expenditure_summary' and amount_yuan < 0
)

{{ guarantee(check, text='offences.published_text') }}
