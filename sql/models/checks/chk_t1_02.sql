{%- set check = {
    "check_id": "T1.02",
    "title_zh": "收入支出决算总表：收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余",
    "title_en": "Summary: total of the income side equals income of the year, use of balances and opening carryover",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and side = 'income'
),

terms as (
    select {{ term('total', "'income_expenditure_summary · total.income_side'") }}
    from figures
    where line_id = 'total.income_side'
    union all
    select {{ term('part', "'income_expenditure_summary · total.income_side'") }}
    from figures
    where line_id in ('income.current_total', 'balance.use_of_non_appropriation_balance', 'carryover.opening')
)

{{ grade(check) }}
