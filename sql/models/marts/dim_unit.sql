-- A unit is a name in a region at one level: a department (which consolidates its units), a unit, an own level.
with

documents as (
    select * from {{ ref('stg_unit_of_document') }}
),

-- The code of the newest year that prints one; earlier ones are in dim_unit_identifier.
codes as (
    select unit_id, arg_max(unit_code, fiscal_year) as unit_code
    from {{ ref('stg_unit_code') }}
    group by unit_id
),

-- The latest year's list of members decides; a unit may move from one department to another.
parents as (
    select unit_id, arg_max(parent_unit_id, fiscal_year) as parent_unit_id
    from {{ ref('stg_unit_parent') }}
    group by unit_id
),

units as (
    select
        unit_id,
        arg_max(unit_name_zh, (coalesce(fiscal_year, 0), document_id)) as name_zh,
        unit_level,
        region_code,
        any_value(department_id) as department_id,
        min(fiscal_year) as valid_from_year,
        max(fiscal_year) as valid_to_year
    from documents
    group by unit_id, unit_level, region_code
)

select
    units.unit_id,
    codes.unit_code,
    units.name_zh,
    units.unit_level,
    coalesce(departments.unit_id, parents.parent_unit_id) as parent_unit_id,
    units.region_code,
    units.valid_from_year,
    units.valid_to_year
from units
left join units as departments on units.department_id = departments.unit_id and units.unit_level = 'own_level'
left join parents on units.unit_id = parents.unit_id
left join codes on units.unit_id = codes.unit_id
