-- Under which unit a unit goes on: the last one of a chain of renames. A merger, a split or a change of level ends the
-- chain, because the accounts before and after are of different bodies.
with recursive

renames as (
    select from_unit_id, max(to_unit_id) as to_unit_id
    from {{ ref('dim_unit_event') }}
    where event_kind = 'rename' and from_unit_id <> to_unit_id
    group by from_unit_id
    having count(distinct to_unit_id) = 1
),

steps as (
    select unit_id, unit_id as kept_unit_id, 0 as step
    from {{ ref('stg_unit') }}
    union all
    select steps.unit_id, renames.to_unit_id as kept_unit_id, steps.step + 1 as step
    from steps
    inner join renames on steps.kept_unit_id = renames.from_unit_id
    where steps.step < 9
)

select unit_id, arg_max(kept_unit_id, step) as kept_unit_id
from steps
group by unit_id
