{%- set check = {
    "check_id": "T1.07",
    "title_zh": "收入支出决算总表：本年支出合计＝支出决算表合计行基本＋项目＋上缴上级＋经营＋对附属单位补助",
    "title_en": "Summary: expenditure of the year equals basic, project, remitted, operating and subsidy expenditure of the expenditure table",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "expenditure"],
} -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', "'income_expenditure_summary = expenditure · kinds'") }}
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and line_id = 'expenditure.current_total'
    union all
    select {{ term('part', "'income_expenditure_summary = expenditure · kinds'") }}
    from {{ ref('int_figure') }}
    where
        table_id = 'expenditure' and line_id = 'total'
        and measure in ('basic', 'project', 'remitted_to_superior', 'operating', 'subsidy_to_affiliates')
)

{{ grade(check) }}
