{%- set check = {
    "check_id": "S.04.1",
    "title_zh": "无未删的模板填报说明",
    "title_en": "No instruction of the template is left in the document",
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
        concat_ws(' · ', page, value) as scope,
        concat('模板填报说明未删：“', text, '”。Text of the template is left in.') as explanation,
        text as printed,
        page, x0, y0, x1, y1
    from {{ source('raw', 'mention') }}
    where mention_kind = 'template_residue'
)


{{ guarantee(check, text='offences.printed') }}
