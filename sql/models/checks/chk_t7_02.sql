{%- set check = {
    "check_id": "T7.02",
    "title_zh": "政府性基金预算表：合计、类、款＝下一级之和",
    "title_en": "Government fund: total, classes and sections equal the sum one level below",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["government_fund_budget"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ hierarchy_terms('government_fund_budget') }}
)

{{ grade(check) }}
