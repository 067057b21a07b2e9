-- The budgetary code of a unit in a year, from the self-evaluation forms of that year: unit codes reach units and own
-- levels, department codes departments. A name reaches a unit of its own document, or one of the same region and year
-- when it begins with a region's name (several bear a name like 信息中心). A code holds in its region and year: where two
-- codes or two units fit, none is taken.
with

forms as (
    select * from {{ source('raw', 'self_evaluation') }}
),

units as (
    select * from {{ ref('stg_unit_of_document') }}
),

region_names as (
    select * from {{ ref('stg_region_name') }}
),

aliases as (
    select * from {{ source('reference', 'unit_aliases') }}
),

printed as (
    select document_id, fiscal_year, unit_code, unit_zh as name_zh, false as is_department
    from forms
    where unit_code is not null and unit_zh is not null
    union
    select document_id, fiscal_year, department_code as unit_code, department_zh as name_zh, true as is_department
    from forms
    where department_code is not null and department_zh is not null
),

plain as (
    select
        printed.*,
        replace(replace(regexp_replace(printed.name_zh, '\s', '', 'g'), '（', '('), '）', ')') as plain_name_zh
    from printed
),

placed as (
    select
        plain.document_id as evidence_document_id,
        plain.unit_code,
        plain.is_department,
        regexp_matches(plain.plain_name_zh, '本级\)?$') as is_own_level,
        nullif(regexp_replace(plain.plain_name_zh, '\(?本级\)?$', ''), '') as unit_key_zh,
        units.unit_key_zh as document_unit_key_zh,
        units.region_code,
        units.fiscal_year
    from plain
    inner join units on plain.document_id = units.document_id
    where coalesce(plain.fiscal_year, units.fiscal_year) = units.fiscal_year
),

renamed as (
    select placed.* replace (coalesce(aliases.name_zh, placed.unit_key_zh) as unit_key_zh)
    from placed
    left join aliases
        on placed.unit_key_zh = aliases.alias_zh and placed.region_code is not distinct from aliases.region_code
),

prefix_lengths as (
    select unnest(range(2, 24)) as prefix_length
),

prefixes as (
    select distinct
        renamed.unit_key_zh,
        left(renamed.unit_key_zh, prefix_lengths.prefix_length) as prefix_zh
    from renamed
    cross join prefix_lengths
),

named_by_region as (
    select distinct prefixes.unit_key_zh
    from prefixes
    inner join region_names on prefixes.prefix_zh = region_names.name_zh
),

matched as (
    select
        units.unit_id,
        units.region_code,
        renamed.unit_code,
        renamed.fiscal_year,
        renamed.evidence_document_id,
        count(distinct units.unit_id) over (
            partition by
                renamed.region_code,
                renamed.unit_key_zh,
                renamed.fiscal_year,
                renamed.unit_code,
                renamed.is_department
        ) as unit_count,
        count(distinct units.unit_id) over (
            partition by renamed.region_code, renamed.fiscal_year, renamed.unit_code
        ) as bearer_count
    from renamed
    inner join units
        on
            renamed.unit_key_zh = units.unit_key_zh
            and renamed.region_code is not distinct from units.region_code
            and renamed.fiscal_year = units.fiscal_year
            and renamed.is_department = (units.unit_level = 'department')
            and (not renamed.is_own_level or units.unit_level <> 'unit')
    left join named_by_region on renamed.unit_key_zh = named_by_region.unit_key_zh
    where renamed.unit_key_zh = renamed.document_unit_key_zh or named_by_region.unit_key_zh is not null
)

select
    unit_id,
    region_code,
    fiscal_year,
    min(unit_code) as unit_code,
    min(evidence_document_id) as evidence_document_id
from matched
where unit_count = 1 and bearer_count = 1
group by unit_id, region_code, fiscal_year
having count(distinct unit_code) = 1
