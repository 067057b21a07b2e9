-- One row a code, under the newest name it has had. A code that is valid no more keeps its row with its last year, and
-- the code that stands for its area now where there is exactly one.
with

spans as (
    select * from {{ source('reference', 'regions') }}
),

changes as (
    select * from {{ source('reference', 'region_changes') }}
),

-- A change under the same code renames a region and ends no code.
successors as (
    select from_region_code as region_code, min(to_region_code) as successor_region_code
    from changes
    where from_region_code <> to_region_code
    group by from_region_code
    having count(distinct to_region_code) = 1
),

regions as (
    select
        region_code,
        arg_max(name_zh, valid_from_year) as name_zh,
        arg_max(level, valid_from_year) as level,
        arg_max(parent_region_code, valid_from_year) as parent_region_code,
        min(valid_from_year) as valid_from_year,
        nullif(max(coalesce(valid_to_year, 9999)), 9999) as valid_to_year,
        arg_max(source, valid_from_year) as source
    from spans
    group by region_code
)

select
    regions.region_code,
    regions.name_zh,
    regions.level,
    regions.parent_region_code,
    regions.valid_from_year,
    regions.valid_to_year,
    case when regions.valid_to_year is not null then successors.successor_region_code end as successor_region_code,
    regions.source
from regions
left join successors on regions.region_code = successors.region_code
