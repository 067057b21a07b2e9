{%- set check = {
    "check_id": "T1.01",
    "title_zh": "收入支出决算总表：本年收入合计＝各项收入之和",
    "title_en": "Summary: income of the year equals the sum of its kinds",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select
        *,
        -- The forms of 2015 to 2018 print fiscal appropriation as one line, of which the fund is only a part.
        bool_or(line_id = 'income.fiscal_appropriation_total') over (partition by document_id) as has_one_line
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and side = 'income'
),

terms as (
    select {{ term('total', "'income_expenditure_summary · income.current_total'") }}
    from figures
    where line_id = 'income.current_total'
    union all
    select {{ term('part', "'income_expenditure_summary · income.current_total'") }}
    from figures
    where
        line_id like 'income.%' and line_id <> 'income.current_total'
        and not (
            has_one_line
            and line_id in ('income.general_public_budget', 'income.government_fund', 'income.state_capital')
        )
)

{{ grade(check) }}
