{%- set check = {
    "check_id": "X.03",
    "title_zh": "收入支出决算总表本年支出合计＝支出决算表合计",
    "title_en": "Expenditure of the year is the same in the summary and in the expenditure table",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "expenditure"],
} -%}
{%- set scope = "'income_expenditure_summary = expenditure · total'" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary'
        and line_id = 'expenditure.current_total'
        and measure = 'amount'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'expenditure'
        and line_id = 'total'
        and measure = 'total'
)

{{ grade(check) }}
