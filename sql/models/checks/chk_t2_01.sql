{%- set check = {
    "check_id": "T2.01",
    "title_zh": "收入决算表：每行本年收入合计＝各项收入之和",
    "title_en": "Income: each row equals the sum of its kinds of income",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ row_terms(
        'income',
        ['fiscal_appropriation', 'superior_subsidy', 'institutional_income', 'operating_income', 'affiliated_units_income', 'other_income']
    ) }}
)

{{ grade(check) }}
