{%- set check = {
    "check_id": "N.24",
    "title_zh": "文字无漏字",
    "title_en": "The text lacks no word",
    "severity": "warn",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        concat_ws(' · ', 'p' || page, text) as scope,
        concat('“', text, '”漏“', value, '”字。A word is missing.') as explanation,
        text as printed,
        page, x0, y0, x1, y1
    from {{ source('raw', 'mention') }}
    where mention_kind = 'missing_word'
)


{{ guarantee(check, text='offences.printed') }}
