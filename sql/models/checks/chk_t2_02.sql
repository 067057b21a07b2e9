{%- set check = {
    "check_id": "T2.02",
    "title_zh": "收入决算表：合计、类、款＝下一级之和",
    "title_en": "Income: total, classes and sections equal the sum one level below",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ hierarchy_terms('income') }}
)

{{ grade(check) }}
