{%- set check = {
    "check_id": "T6.04",
    "title_zh": "基本支出决算表：合计＝人员经费合计＋公用经费合计",
    "title_en": "Basic expenditure: the total equals personnel and public funds, where it is printed",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["basic_expenditure"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, bool_or(line_id = 'total') over (partition by document_id) as has_total
    from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure'
),

terms as (
    select {{ term('total', "'basic_expenditure · total'") }}
    from figures
    where line_id = 'total'
    union all
    select {{ term('part', "'basic_expenditure · total'") }}
    from figures
    where has_total and line_id in ('basic.personnel_total', 'basic.public_funds_total')
)

{{ grade(check) }}
