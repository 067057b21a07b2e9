{{ config(materialized="table") }}
-- Under which code a region is kept: a region that got another code under the same name and level is one region, kept
-- under its newest code. A region that was converted, renamed or merged is another one, with its own years.
with recursive

recoded as (
    select from_region_code, to_region_code
    from {{ source('reference', 'region_changes') }}
    where change_kind = 'recoded'
),

codes as (
    select distinct region_code from {{ source('reference', 'regions') }}
),

-- A code leads to the next one; no region was given more than a few.
steps as (
    select region_code, region_code as kept_region_code, 0 as step
    from codes
    union all
    select steps.region_code, recoded.to_region_code as kept_region_code, steps.step + 1 as step
    from steps
    inner join recoded on steps.kept_region_code = recoded.from_region_code
    where steps.step < 9
)

select region_code, arg_max(kept_region_code, step) as kept_region_code
from steps
group by region_code
