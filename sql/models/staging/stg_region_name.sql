-- The names with which the name of a unit may begin, each belonging to one region only.
with

regions as (
    select * from {{ source('reference', 'regions') }}
),

aliases as (
    select region_code, alias_zh as name_zh from {{ source('reference', 'region_aliases') }}
),

paths as (
    select
        regions.region_code,
        regions.level,
        regions.name_zh,
        parents.name_zh as parent_name_zh,
        grandparents.name_zh as grandparent_name_zh
    from regions
    left join regions as parents
        on regions.parent_region_code = parents.region_code and parents.level <> 'national'
    left join regions as grandparents
        on parents.parent_region_code = grandparents.region_code and grandparents.level <> 'national'
),

names as (
    select region_code, name_zh from paths where length(name_zh) > 2
    union
    select region_code, parent_name_zh || name_zh as name_zh from paths where parent_name_zh is not null
    union
    select region_code, grandparent_name_zh || name_zh as name_zh from paths where grandparent_name_zh is not null
    union
    select region_code, grandparent_name_zh || parent_name_zh || name_zh as name_zh from paths
    where grandparent_name_zh is not null
    union
    select region_code, name_zh from aliases
)

select name_zh, min(region_code) as region_code
from names
group by name_zh
having count(distinct region_code) = 1
