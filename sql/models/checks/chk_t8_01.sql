{%- set check = {
    "check_id": "T8.01",
    "title_zh": "国有资本经营预算表：每行合计＝基本支出＋项目支出；收支表并年末结转＝年初结转＋本年收入－本年支出",
    "title_en": "State capital budget: each row equals basic and project; in the form with income also closing equals opening and income less expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["state_capital_budget"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, bool_or(measure = 'income') over (partition by document_id) as has_balances
    from {{ ref('int_figure') }}
    where table_id = 'state_capital_budget'
),

terms as (
    {{ balance_terms('figures') }}
    union all
    {{ row_terms('state_capital_budget', ['basic', 'project']) }}
)

{{ grade(check) }}
