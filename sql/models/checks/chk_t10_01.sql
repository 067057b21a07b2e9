{%- set check = {
    "check_id": "T10.01",
    "title_zh": "相关信息统计表：政府采购合计＝货物＋工程＋服务",
    "title_en": "Statistics: procurement equals goods, works and services",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["disclosure_statistics"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics'
),

terms as (
    select {{ term('total', "'disclosure_statistics · procurement.total'") }}
    from figures
    where line_id = 'procurement.total'
    union all
    select {{ term('part', "'disclosure_statistics · procurement.total'") }}
    from figures
    where line_id in ('procurement.goods', 'procurement.works', 'procurement.services')
)

{{ grade(check) }}
