{%- set check = {
    "check_id": "X.08",
    "title_zh": "财政拨款总表政府性基金＝政府性基金预算表，支出合计及各类、收入、结转",
    "title_en": "Government fund is the same in both tables: expenditure in total and by class, income, balances",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "government_fund_budget"],
} -%}
{{ config(meta=check) }}

with

{{ budget_in_both_tables('government_fund', 'government_fund_budget') }}

{{ grade(check, remarks='remarks') }}
