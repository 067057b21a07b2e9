-- Units that may be one under two names. `carryover`: the later one begins in the year after the earlier one ends, in
-- the same region and level, with exactly its closing carryover. `region_changed`: their names differ by the name of
-- their region, which was renamed or converted between. A candidate becomes true by a row in unit_events.csv or
-- unit_aliases.csv.
with

carryovers as (
    select * from {{ ref('carryover_by_unit') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

changes as (
    select * from {{ ref('dim_region_change') }}
),

told as (
    select distinct from_unit_id, to_unit_id from {{ ref('dim_unit_event') }}
),

continued as (
    select
        earlier.unit_id as earlier_unit_id,
        later.unit_id as later_unit_id,
        'carryover' as reason,
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
),

renamed as (
    select
        earlier.unit_id as earlier_unit_id,
        later.unit_id as later_unit_id,
        'region_changed' as reason,
        cast(null as decimal(20, 2)) as carryover_yuan,
        cast(null as integer) as earlier_page,
        cast(null as varchar) as earlier_document_id,
        cast(null as integer) as later_page,
        cast(null as varchar) as later_document_id
    from changes
    inner join units as earlier on changes.from_region_code = earlier.region_code
    inner join units as later
        on
            changes.to_region_code = later.region_code
            and earlier.unit_level = later.unit_level
            and replace(earlier.name_zh, changes.from_name_zh, changes.to_name_zh) = later.name_zh
    where earlier.valid_to_year < later.valid_from_year and earlier.name_zh <> later.name_zh
),

candidates as (
    select * from continued
    union all
    select * from renamed
)

select
    candidates.earlier_unit_id,
    earlier.name_zh as earlier_name_zh,
    candidates.later_unit_id,
    later.name_zh as later_name_zh,
    later.valid_from_year as fiscal_year,
    candidates.reason,
    candidates.carryover_yuan,
    candidates.earlier_page,
    candidates.earlier_document_id,
    candidates.later_page,
    candidates.later_document_id
from candidates
inner join units as earlier on candidates.earlier_unit_id = earlier.unit_id
inner join units as later on candidates.later_unit_id = later.unit_id
anti join told
    on candidates.earlier_unit_id = told.from_unit_id and candidates.later_unit_id = told.to_unit_id
