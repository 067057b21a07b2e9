-- Units that may be one under two names: the later one begins in the year after the earlier one ends, in the same
-- region and level, with exactly its closing carryover. A candidate becomes true by a row in unit_events.csv or
-- unit_aliases.csv.
with

carryovers as (
    select * from {{ ref('carryover_by_unit') }}
),

units as (
    select * from {{ ref('dim_unit') }}
)

select
    earlier.unit_id as earlier_unit_id,
    earlier.name_zh as earlier_name_zh,
    later.unit_id as later_unit_id,
    later.name_zh as later_name_zh,
    later.valid_from_year as fiscal_year,
    openings.opening_yuan as carryover_yuan,
    closings.page as earlier_page,
    closings.document_id as earlier_document_id,
    openings.page as later_page,
    openings.document_id as later_document_id
from units as later
inner join units as earlier
    on
        later.region_code is not distinct from earlier.region_code
        and later.unit_level = earlier.unit_level
        and later.valid_from_year = earlier.valid_to_year + 1
        and later.unit_id <> earlier.unit_id
inner join carryovers as openings
    on later.unit_id = openings.unit_id and later.valid_from_year = openings.fiscal_year
inner join carryovers as closings
    on earlier.unit_id = closings.unit_id and earlier.valid_to_year = closings.fiscal_year
where openings.opening_yuan = closings.closing_yuan and openings.opening_yuan <> 0
