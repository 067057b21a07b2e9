{{ config(materialized="table") }}
-- The names with which the name of a unit may begin, each belonging to one region only, in whatever year: names of
-- regions that were since converted or renamed lead to those. `region_codes` are all codes the region has had.
with

regions as (
    select * from {{ source('reference', 'regions') }}
),

aliases as (
    select region_code, alias_zh as name_zh from {{ source('reference', 'region_aliases') }}
),

kept as (
    select * from {{ ref('stg_region_code') }}
),

-- The same name in another span of years is one path; a division above may have had several names.
paths as (
    select distinct
        regions.region_code,
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
),

kept_names as (
    select names.name_zh, kept.kept_region_code, names.region_code
    from names
    inner join kept on names.region_code = kept.region_code
)

select
    name_zh,
    min(kept_region_code) as region_code,
    list(distinct region_code order by region_code) as region_codes
from kept_names
group by name_zh
having count(distinct kept_region_code) = 1
