-- What happened to units: renamed, merged, split, moved to another department, abolished. Events are facts of the list
-- unit_events.csv with their evidence; a series across one is not comparable unless somebody says so.
-- An event speaks of names. It holds for each level at which accounts bear them (a department and its own level); where
-- only one unit bears each name, it holds for these two whatever their levels.
with

events as (
    select
        row_number() over (order by event_date, region_code, event_kind, from_name_zh, to_name_zh) as row_no,
        cast(event_date as date) as event_date,
        event_kind,
        region_code,
        coalesce(to_region_code, region_code) as to_region_code,
        from_name_zh,
        to_name_zh,
        confidence,
        asserted_by,
        evidence
    from {{ source('reference', 'unit_events') }}
),

units as (
    select * from {{ ref('stg_unit') }}
),

sides as (
    select events.row_no, 'from' as side, units.unit_level, units.unit_id
    from events
    inner join units on events.from_name_zh = units.unit_key_zh and events.region_code = units.region_code
    union all
    select events.row_no, 'to' as side, units.unit_level, units.unit_id
    from events
    inner join units on events.to_name_zh = units.unit_key_zh and events.to_region_code = units.region_code
),

levels as (
    select
        row_no,
        unit_level,
        max(unit_id) filter (where side = 'from') as from_unit_id,
        max(unit_id) filter (where side = 'to') as to_unit_id
    from sides
    group by row_no, unit_level
),

lone as (
    select
        row_no,
        max(unit_id) filter (where side = 'from') as from_unit_id,
        max(unit_id) filter (where side = 'to') as to_unit_id
    from sides
    group by row_no
    having
        count(*) = 2
        and count(distinct unit_level) = 2
        and count(distinct unit_id) = 2
        and count(distinct side) = 2
),

placed as (
    select
        events.*,
        coalesce(lone.from_unit_id, levels.from_unit_id) as from_unit_id,
        coalesce(lone.to_unit_id, levels.to_unit_id) as to_unit_id
    from events
    left join lone on events.row_no = lone.row_no
    left join levels on events.row_no = levels.row_no and lone.row_no is null
)

select
    cast(row_number() over (order by row_no, from_unit_id, to_unit_id) as integer) as event_no,
    event_date,
    event_kind,
    region_code,
    from_name_zh,
    to_name_zh,
    from_unit_id,
    to_unit_id,
    to_region_code,
    confidence,
    asserted_by,
    evidence
from placed
