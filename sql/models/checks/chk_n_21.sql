{%- set check = {
    "check_id": "N.21",
    "title_zh": "各科目用途不得抄自另一科目",
    "title_en": "What an item was used for is not copied from another item",
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
        concat_ws(' · ', subject_code, subject_zh) as scope,
        concat(
            subject_zh, '的用途印“', text, '”，与', other_value, '逐字相同，与本科目不符。The purpose is word for word that of ',
            other_value, ' and does not fit the item.'
        ) as explanation,
        text as printed,
        page, x0, y0, x1, y1
    from {{ source('raw', 'mention') }}
    where mention_kind = 'copied_purpose'
)


{{ guarantee(check, text='offences.printed') }}
