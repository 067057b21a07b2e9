{%- set check = {
    "check_id": "T7.01",
    "title_zh": "政府性基金预算表：每行年末结转＝年初结转＋本年收入－本年支出；支出＝基本＋项目",
    "title_en": "Government fund: closing equals opening and income less expenditure; expenditure equals basic and project",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["government_fund_budget"],
} -%}
{{ config(meta=check) }}

with

figures as (
    -- Forms of expenditure only print neither income nor balances.
    select *, bool_or(measure = 'income') over (partition by document_id) as has_balances
    from {{ ref('int_figure') }}
    where table_id = 'government_fund_budget'
),

terms as (
    {{ balance_terms('figures') }}
    union all
    {{ row_terms('government_fund_budget', ['basic', 'project']) }}
)

{{ grade(check) }}
