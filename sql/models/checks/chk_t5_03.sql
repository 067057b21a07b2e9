{%- set check = {
    "check_id": "T5.03",
    "title_zh": "一般公共预算财政拨款收入支出决算表：每行年末结转＝年初结转＋本年收入－本年支出",
    "title_en": "General public budget: closing equals opening and income less expenditure in each row, where the form has them",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, bool_or(measure = 'income') over (partition by document_id) as has_balances
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure'
),

terms as (
    {{ balance_terms('figures') }}
)

{{ grade(check) }}
