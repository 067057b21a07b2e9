{%- set check = {
    "check_id": "X.05",
    "title_zh": "收入支出决算总表三类财政拨款收入＝财政拨款总表同项",
    "title_en": "Each kind of fiscal appropriation is the same in both summaries",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary"],
} -%}
{%- set scope = "'income_expenditure_summary = fiscal_appropriation_summary · ' || line_id" -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where
        side = 'income' and measure = 'amount'
        and line_id in ('income.general_public_budget', 'income.government_fund', 'income.state_capital')
),

-- The forms of 2015 to 2018 print the general budget and the fund together in the first summary.
comparable as (
    select *
    from figures
    where
        document_id not in (
            select document_id from {{ ref('int_figure') }}
            where table_id = 'income_expenditure_summary' and line_id = 'income.fiscal_appropriation_total'
        )
),

terms as (
    select {{ term('total', scope) }}
    from comparable
    where table_id = 'income_expenditure_summary'
    union all
    select {{ term('part', scope) }}
    from comparable
    where table_id = 'fiscal_appropriation_summary'
)

{{ grade(check) }}
