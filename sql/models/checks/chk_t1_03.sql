{%- set check = {
    "check_id": "T1.03",
    "title_zh": "收入支出决算总表：本年支出合计＝各类支出之和",
    "title_en": "Summary: expenditure of the year equals the sum of its classes",
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
    select {{ term('total', "'income_expenditure_summary · expenditure.current_total'") }}
    from figures
    where line_id = 'expenditure.current_total'
    union all
    select {{ term('part', "'income_expenditure_summary · expenditure.current_total'") }}
    from figures
    where line_id like 'expenditure.function.%'
    union all
    select {{ term('part', "'income_expenditure_summary · expenditure.current_total'") }}
    from {{ ref('int_absent_line') }}
    where summary_table_id = 'income_expenditure_summary'
)

{{ grade(check) }}
