{%- set check = {
    "check_id": "T10.02",
    "title_zh": "相关信息统计表：车辆数合计＝各类用车之和",
    "title_en": "Statistics: vehicles equal the sum of their uses",
    "severity": "error",
    "tolerance": "0: whole numbers",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["disclosure_statistics"],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id like 'vehicles.%'
),

terms as (
    select {{ term('total', "'disclosure_statistics · vehicles.total'") }}
    from figures
    where line_id = 'vehicles.total'
    union all
    select {{ term('part', "'disclosure_statistics · vehicles.total'") }}
    from figures
    where line_id <> 'vehicles.total'
)

{{ grade(check, tolerance='none') }}
