{%- set check = {
    "check_id": "T6.03",
    "title_zh": "基本支出决算表：公用经费合计＝302＋307＋310＋312＋313＋399",
    "title_en": "Basic expenditure: public funds equal classes 302, 307, 310, 312, 313 and 399",
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
    select {{ term('total', "'basic_expenditure · basic.public_funds_total'") }}
    from figures
    where line_id = 'basic.public_funds_total'
    union all
    select {{ term('part', "'basic_expenditure · basic.public_funds_total'") }}
    from figures
    where (subject_code in ('302', '307', '310', '312', '313', '399'))
)

{{ grade(check) }}
