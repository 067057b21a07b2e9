{%- set check = {
    "check_id": "X.06",
    "title_zh": "收入决算表财政拨款收入＝财政拨款总表本年收入合计",
    "title_en": "Fiscal appropriation is the same in the income table and in its summary",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income", "fiscal_appropriation_summary"],
} -%}
{%- set scope = "'income = fiscal_appropriation_summary · total'" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'income'
        and line_id = 'total'
        and measure = 'fiscal_appropriation'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary'
        and side = 'income'
        and line_id = 'income.fiscal_appropriation_total'
        and measure = 'amount'
)

{{ grade(check) }}
