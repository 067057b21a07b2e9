{%- set check = {
    "check_id": "X.09",
    "title_zh": "财政拨款总表国有资本经营预算＝国有资本经营预算表，支出合计及各类、收入、结转",
    "title_en": "State capital budget is the same in both tables: expenditure in total and by class, income, balances",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "state_capital_budget"],
} -%}
{{ config(meta=check) }}

with

{{ budget_in_both_tables('state_capital', 'state_capital_budget') }}

{{ grade(check, remarks='remarks') }}
