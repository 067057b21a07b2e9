{%- set check = {
    "check_id": "T4.06",
    "title_zh": "财政拨款总表：收入总计＝支出总计",
    "title_en": "Fiscal appropriation: both sides have the same total",
    "severity": "error",
    "tolerance": "0: both are printed from one number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary'
),

terms as (
    select {{ term('total', "'fiscal_appropriation_summary · total'") }}
    from figures
    where line_id = 'total.income_side'
    union all
    select {{ term('part', "'fiscal_appropriation_summary · total'") }}
    from figures
    where (line_id = 'total.expenditure_side' and measure = 'total')
)

{{ grade(check, tolerance='none') }}
