{%- set check = {
    "check_id": "T8.02",
    "title_zh": "国有资本经营预算表：合计、类、款＝下一级之和",
    "title_en": "State capital: total, classes and sections equal the sum one level below",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["state_capital_budget"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ hierarchy_terms('state_capital_budget') }}
)

{{ grade(check) }}
