{%- set check = {
    "check_id": "X.01",
    "title_zh": "收入支出决算总表本年收入合计＝收入决算表合计",
    "title_en": "Income of the year is the same in the summary and in the income table",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "income"],
} -%}
{%- set scope = "'income_expenditure_summary = income · total'" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary'
        and line_id = 'income.current_total'
        and measure = 'amount'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'income'
        and line_id = 'total'
        and measure = 'total'
)

{{ grade(check) }}
