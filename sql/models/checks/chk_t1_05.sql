{%- set check = {
    "check_id": "T1.05",
    "title_zh": "收入支出决算总表：收入总计＝支出总计",
    "title_en": "Summary: both sides have the same total",
    "severity": "error",
    "tolerance": "0: both are printed from one number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary'
),

terms as (
    select {{ term('total', "'income_expenditure_summary · total'") }}
    from figures
    where line_id = 'total.income_side'
    union all
    select {{ term('part', "'income_expenditure_summary · total'") }}
    from figures
    where line_id in ('total.expenditure_side')
)

{{ grade(check, tolerance='none') }}
