{%- set check = {
    "check_id": "Y.03",
    "title_zh": "情况说明推算的上年数＝上年公开数（总计、合计、“三公”经费）",
    "title_en": "The amount before that a change implies is the one published the year before",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

{{ implied_and_published(of_classes=false) }}

{{ grade_statements(check) }}
