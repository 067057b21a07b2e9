{%- set check = {
    "check_id": "S.08",
    "title_zh": "各表表头年度与文档年度一致",
    "title_en": "The year in the heading of each table is the document's fiscal year",
    "severity": "warn",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

{{ headings_that_differ('fiscal_year', 'printed_text <> own_text') }}

{{ guarantee(check, text='offences.printed_text') }}
