{%- set check = {
    "check_id": "T4.03",
    "title_zh": "财政拨款总表：收入总计＝本年收入合计＋年初财政拨款结转和结余",
    "title_en": "Fiscal appropriation: total of the income side equals income and opening carryover",
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
    select {{ term('total', "'fiscal_appropriation_summary · total.income_side'") }}
    from figures
    where line_id = 'total.income_side'
    union all
    select {{ term('part', "'fiscal_appropriation_summary · total.income_side'") }}
    from figures
    where line_id in ('income.fiscal_appropriation_total', 'carryover.opening')
)

{{ grade(check) }}
