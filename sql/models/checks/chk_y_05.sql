{%- set check = {
    "check_id": "Y.05",
    "title_zh": "没有购置车辆的年度，车辆数不大于上年",
    "title_en": "Vehicles do not become more in a year without a purchase; disposals and transfers are not published",
    "severity": "info",
    "tolerance": "0: whole numbers",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["disclosure_statistics"],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['disclosure_statistics']) }}
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id = 'vehicles.total'
),

purchases as (
    select document_id
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses' and measure = 'final_vehicle_purchase' and amount_yuan <> 0
),

terms as (
    select {{ term('total', "'vehicles <= year before'") }}
    from ({{ lent_to_next_year('figures') }})
    where document_id not in (select purchases.document_id from purchases)
    union all
    select {{ term('part', "'vehicles <= year before'") }}
    from figures
    where document_id not in (select purchases.document_id from purchases)
)

{{ grade(check, relation='at_most', tolerance='none', unless='untestable') }}
