{%- set check = {
    "check_id": "T5.02",
    "title_zh": "一般公共预算支出决算表：合计、类、款＝下一级之和",
    "title_en": "General public budget: total, classes and sections equal the sum one level below",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ hierarchy_terms('general_public_budget_expenditure') }}
)

{{ grade(check) }}
