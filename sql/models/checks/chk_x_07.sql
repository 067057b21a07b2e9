{%- set check = {
    "check_id": "X.07",
    "title_zh": "财政拨款总表一般公共预算支出＝一般公共预算支出决算表，合计及各类",
    "title_en": "General public budget expenditure is the same in both tables, in total and by class",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{%- set total_scope = "'fiscal_appropriation_summary = general_public_budget_expenditure · total'" -%}
{%- set class_scope =
    "'fiscal_appropriation_summary = general_public_budget_expenditure · ' || right(coalesce(subject_code, line_id), 3)"
-%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', total_scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary'
        and line_id = 'expenditure.current_total'
        and measure = 'general_public_budget'
    union all
    select {{ term('part', total_scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and line_id = 'total'
        and measure = 'total'
    union all
    select {{ term('total', class_scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary'
        and line_id like 'expenditure.function.%'
        and measure = 'general_public_budget'
    union all
    select {{ term('part', class_scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and length(subject_code) = 3
        and measure = 'total'
)

{{ grade(check) }}
