{%- set check = {
    "check_id": "T6.02",
    "title_zh": "基本支出决算表：人员经费合计＝301＋303",
    "title_en": "Basic expenditure: personnel expenses equal classes 301 and 303",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["basic_expenditure"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure'
),

terms as (
    select {{ term('total', "'basic_expenditure · basic.personnel_total'") }}
    from figures
    where line_id = 'basic.personnel_total'
    union all
    select {{ term('part', "'basic_expenditure · basic.personnel_total'") }}
    from figures
    where (subject_code in ('301', '303'))
)

{{ grade(check) }}
