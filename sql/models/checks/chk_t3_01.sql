{%- set check = {
    "check_id": "T3.01",
    "title_zh": "支出决算表：每行本年支出合计＝各项支出之和",
    "title_en": "Expenditure: each row equals the sum of its kinds of expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["expenditure"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ row_terms(
        'expenditure',
        ['basic', 'project', 'remitted_to_superior', 'operating', 'subsidy_to_affiliates']
    ) }}
)

{{ grade(check) }}
