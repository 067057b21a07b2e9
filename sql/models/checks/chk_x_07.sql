{%- set check = {
    "check_id": "X.07",
    "title_zh": "财政拨款总表一般公共预算＝一般公共预算支出决算表，合计及各类",
    "title_en": "General public budget is the same in both tables, in total and by class",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{{ config(meta=check) }}

with

{{ budget_in_both_tables('general_public_budget', 'general_public_budget_expenditure') }}

{{ grade(check, remarks='remarks') }}
