{%- set check = {
    "check_id": "X.04",
    "title_zh": "收入支出决算总表各类支出＝支出决算表同类",
    "title_en": "Each class is the same in the summary and in the expenditure table",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "expenditure"],
} -%}
{%- set scope = "'income_expenditure_summary = expenditure · ' || right(coalesce(subject_code, line_id), 3)" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary'
        and line_id like 'expenditure.function.%'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'expenditure'
        and length(subject_code) = 3
        and measure = 'total'
),

remarks as (
    select
        document_id,
        {{ scope }} as scope,
        cast(null as varchar) as relation, cast(null as varchar) as severity, cast(null as varchar) as obstacle,
        'A form of that year has no line for this class. 当年有的表样没有该类的行。' as excuse,
        cast(null as varchar) as cause
    from {{ ref('int_absent_line') }}
    where table_id = 'expenditure'
)

{{ grade(check, remarks='remarks') }}
