{%- set check = {
    "check_id": "T10.03",
    "title_zh": "相关信息统计表：机关运行经费合计＝行政单位＋参照公务员法管理事业单位",
    "title_en": "Statistics: organ running costs equal administrative and civil-service-managed units, where the sum is printed",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["disclosure_statistics"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, bool_or(line_id = 'organ_running_costs.total') over (partition by document_id) as has_total
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id like 'organ_running_costs.%'
),

terms as (
    select {{ term('total', "'disclosure_statistics · organ_running_costs.total'") }}
    from figures
    where line_id = 'organ_running_costs.total'
    union all
    select {{ term('part', "'disclosure_statistics · organ_running_costs.total'") }}
    from figures
    where has_total and line_id <> 'organ_running_costs.total'
)

{{ grade(check) }}
