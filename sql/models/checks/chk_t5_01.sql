{%- set check = {
    "check_id": "T5.01",
    "title_zh": "一般公共预算支出决算表：每行合计＝基本支出＋项目支出",
    "title_en": "General public budget: each row equals basic and project expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ row_terms(
        'general_public_budget_expenditure',
        ['basic', 'project']
    ) }}
)

{{ grade(check) }}
