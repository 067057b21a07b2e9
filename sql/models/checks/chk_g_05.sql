{%- set check = {
    "check_id": "G.05",
    "title_zh": "跨单位合计不同时计入部门及其所属单位",
    "title_en": "Sums over units never hold a department and a unit of its own",
    "severity": "blocking",
    "tolerance": "none",
    "source": "预算法 76: a department consolidates the accounts of its units",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

additive as (
    select * from {{ ref('int_additive_document') }}
),

offences as (
    select
        units.document_id,
        'added together with its department' as scope,
        'The account of the unit and that of its department ' || departments.unit_id
        || ' are both added up. 单位与其主管部门被重复计入。' as explanation,
        cast(null as integer) as page,
        cast(null as double) as x0,
        cast(null as double) as y0,
        cast(null as double) as x1,
        cast(null as double) as y1
    from additive as units
    inner join additive as departments
        on units.parent_unit_id = departments.unit_id and units.fiscal_year = departments.fiscal_year
)

{{ guarantee(check) }}
