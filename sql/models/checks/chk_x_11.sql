{%- set check = {
    "check_id": "X.11",
    "title_zh": "一般公共预算支出决算表基本支出＝人员经费合计＋公用经费合计",
    "title_en": "Basic expenditure equals personnel expenses and public funds",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure", "basic_expenditure"],
} -%}
{%- set scope = "'general_public_budget_expenditure = basic_expenditure · basic'" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and line_id = 'total'
        and measure = 'basic'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'basic_expenditure'
        and line_id in ('basic.personnel_total', 'basic.public_funds_total')
)

{{ grade(check) }}
