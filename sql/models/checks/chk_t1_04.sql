{%- set check = {
    "check_id": "T1.04",
    "title_zh": "收入支出决算总表：支出总计＝本年支出合计＋结余分配＋年末结转和结余",
    "title_en": "Summary: total of the expenditure side equals expenditure of the year, distribution and closing carryover",
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
    where table_id = 'income_expenditure_summary' and side = 'expenditure'
),

terms as (
    select {{ term('total', "'income_expenditure_summary · total.expenditure_side'") }}
    from figures
    where line_id = 'total.expenditure_side'
    union all
    select {{ term('part', "'income_expenditure_summary · total.expenditure_side'") }}
    from figures
    where line_id in ('expenditure.current_total', 'balance.surplus_distribution', 'carryover.closing')
)

{{ grade(check) }}
