{%- set check = {
    "check_id": "T4.01",
    "title_zh": "财政拨款总表：本年收入合计＝三类预算拨款之和",
    "title_en": "Fiscal appropriation: income equals the three kinds of budget",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and side = 'income'
),

terms as (
    select {{ term('total', "'fiscal_appropriation_summary · income.fiscal_appropriation_total'") }}
    from figures
    where line_id = 'income.fiscal_appropriation_total'
    union all
    select {{ term('part', "'fiscal_appropriation_summary · income.fiscal_appropriation_total'") }}
    from figures
    where line_id in ('income.general_public_budget', 'income.government_fund', 'income.state_capital')
)

{{ grade(check) }}
