{%- set check = {
    "check_id": "X.14",
    "title_zh": "收入支出决算总表的本年收入、支出不小于财政拨款总表的",
    "title_en": "Income and expenditure of the summary are at least those of fiscal appropriation",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, replace(replace(line_id, '.fiscal_appropriation_total', ''), '.current_total', '') as item
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary' and line_id in ('income.current_total', 'expenditure.current_total')
        or table_id = 'fiscal_appropriation_summary'
        and line_id in ('income.fiscal_appropriation_total', 'expenditure.current_total')
        and measure in ('amount', 'total')
),

terms as (
    select {{ term('total', "'appropriation <= summary · ' || item") }}
    from figures
    where table_id = 'income_expenditure_summary'
    union all
    select {{ term('part', "'appropriation <= summary · ' || item") }}
    from figures
    where table_id = 'fiscal_appropriation_summary'
)

{{ grade(check, relation='at_most') }}
