{%- set check = {
    "check_id": "S.09",
    "title_zh": "各表表头单位名称与封面一致",
    "title_en": "The unit named in the heading of each table is the one on the cover",
    "severity": "warn",
    "tolerance": "a longer or shorter form of the name is the same",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{%- set differs = "not contains(" ~ plain_name('printed_text') ~ ", " ~ plain_name('own_text') ~ ")"
    ~ " and not contains(" ~ plain_name('own_text') ~ ", " ~ plain_name('printed_text') ~ ")" -%}
{{ config(meta=check) }}

with

{{ headings_that_differ('unit_name_zh', differs) }}

{{ guarantee(check, text='offences.printed_text') }}
