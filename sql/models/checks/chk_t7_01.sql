{%- set check = {
    "check_id": "T7.01",
    "title_zh": "政府性基金预算表：每行年末结转＝年初结转＋本年收入－本年支出；支出＝基本＋项目",
    "title_en": "Government fund: closing equals opening and income less expenditure; expenditure equals basic and project",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["government_fund_budget"],
} -%}
{%- set closing_scope = "concat_ws(' · ', table_id, coalesce(subject_code, line_id), 'closing_balance')" -%}
{%- set total_scope = "concat_ws(' · ', table_id, coalesce(subject_code, line_id), 'total')" -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'government_fund_budget'
),

terms as (
    select {{ term('total', closing_scope) }}
    from figures
    where measure = 'closing_balance'
    union all
    select {{ term('part', closing_scope) }}
    from figures
    where measure in ('opening_balance', 'income')
    union all
    select {{ term('part', closing_scope, -1) }}
    from figures
    where measure = 'total'
    union all
    select {{ term('total', total_scope) }}
    from figures
    where measure = 'total'
    union all
    select {{ term('part', total_scope) }}
    from figures
    where measure in ('basic', 'project')
)

{{ grade(check) }}
