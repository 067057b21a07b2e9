-- What happened to units: renamed, merged, split, moved to another department, abolished. Events are facts of the list
-- unit_events.csv with their evidence; a series across one is not comparable unless somebody says so.
with

events as (
    select
        *,
        cast(row_number() over (
            order by event_date, region_code, from_name_zh, to_name_zh
        ) as integer) as event_no
    from {{ source('reference', 'unit_events') }}
),

units as (
    select * from {{ ref('stg_unit') }}
)

select
    events.event_no,
    cast(events.event_date as date) as event_date,
    events.event_kind,
    events.region_code,
    events.from_name_zh,
    events.to_name_zh,
    min(from_units.unit_id) as from_unit_id,
    min(to_units.unit_id) as to_unit_id,
    events.confidence,
    events.asserted_by,
    events.evidence
from events
left join units as from_units
    on events.from_name_zh = from_units.unit_key_zh and events.region_code = from_units.region_code
left join units as to_units
    on events.to_name_zh = to_units.unit_key_zh and events.region_code = to_units.region_code
group by all
