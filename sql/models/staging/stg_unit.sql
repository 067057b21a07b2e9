-- One row a unit: the name by which others find it, its region and its level.
select
    unit_id,
    any_value(unit_key_zh) as unit_key_zh,
    any_value(region_code) as region_code,
    any_value(unit_level) as unit_level
from {{ ref('stg_unit_of_document') }}
group by unit_id
