{%- set check = {
    "check_id": "T6.01",
    "title_zh": "基本支出决算表：经济分类的类＝其款之和",
    "title_en": "Basic expenditure: each economic class equals the sum of its items",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["basic_expenditure"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ hierarchy_terms('basic_expenditure') }}
)

{{ grade(check) }}
