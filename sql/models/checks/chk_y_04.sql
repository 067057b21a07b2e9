{%- set check = {
    "check_id": "Y.04",
    "title_zh": "情况说明推算的上年各类数＝上年公开数",
    "title_en": "The class amounts before that changes imply are those published the year before",
    "severity": "warn",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

{{ implied_and_published(of_classes=true) }}

{{ grade_statements(check) }}
