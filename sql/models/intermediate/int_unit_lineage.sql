-- Each unit that events touch with the units it came from, over any number of events: whose accounts, of years before
-- `before_year`, belong into its linked series. The unit itself is among them, without such a year. Units that no event
-- touches have no row.
with recursive

events as (
    select distinct
        from_unit_id,
        to_unit_id,
        event_kind,
        year(event_date) as event_year
    from {{ ref('dim_unit_event') }}
    where
        event_kind in ('rename', 'merge_into', 'split_from', 'level_change')
        and from_unit_id is not null and to_unit_id is not null
        and from_unit_id <> to_unit_id
),

touched as (
    select from_unit_id as unit_id from events
    union
    select to_unit_id as unit_id from events
),

-- A part of another unit (is_part) is told by the whole of it, which is not comparable.
steps as (
    select
        unit_id,
        unit_id as member_unit_id,
        cast(9999 as bigint) as before_year,
        false as is_part,
        0 as step
    from touched
    union
    select
        steps.unit_id,
        events.from_unit_id as member_unit_id,
        least(steps.before_year, events.event_year) as before_year,
        steps.is_part or events.event_kind in ('split_from', 'level_change') as is_part,
        steps.step + 1 as step
    from steps
    inner join events on steps.member_unit_id = events.to_unit_id
    where steps.step < 9 and events.event_year <= steps.before_year and events.from_unit_id <> steps.unit_id
),

-- The newest time at which a unit gave something away: what it was before is more than what it is now.
givings as (
    select from_unit_id as unit_id, max(event_year) as event_year
    from events
    where event_kind = 'split_from'
    group by from_unit_id
)

select
    steps.unit_id,
    steps.member_unit_id,
    max(steps.before_year) as before_year,
    bool_or(steps.is_part) as is_part,
    max(givings.event_year) as gave_away_year
from steps
left join givings on steps.member_unit_id = givings.unit_id
group by steps.unit_id, steps.member_unit_id
