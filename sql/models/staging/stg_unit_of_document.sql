-- Whose accounts a document holds: region, name and level, and from them the unit's id. A row of unit_decisions.csv for
-- a document goes before everything that is printed or known of its portal.
-- A portal knows its region; where the name goes into more detail inside that region, or no portal is known, the
-- longest name of a region with which the unit's name begins decides.
with

documents as (
    select * from {{ ref('stg_document') }} where unit_key_zh is not null
),

kept_regions as (
    select * from {{ ref('stg_region_code') }}
),

sightings as (
    select
        sightings.document_id,
        sightings.region_code as seen_region_code,
        coalesce(kept_regions.kept_region_code, sightings.region_code) as region_code
    from {{ ref('stg_sighting') }} as sightings
    left join kept_regions on sightings.region_code = kept_regions.region_code
),

region_names as (
    select * from {{ ref('stg_region_name') }}
),

aliases as (
    select * from {{ source('reference', 'unit_aliases') }}
),

prefix_lengths as (
    select unnest(range(2, 24)) as prefix_length
),

prefixes as (
    select distinct
        documents.unit_key_zh,
        prefix_lengths.prefix_length,
        left(regexp_replace(documents.unit_key_zh, '^(中国共产党|中共)', ''), prefix_lengths.prefix_length) as prefix_zh
    from documents
    cross join prefix_lengths
),

named_regions as (
    select
        prefixes.unit_key_zh,
        arg_max(region_names.region_code, prefixes.prefix_length) as region_code,
        arg_max(region_names.region_codes, prefixes.prefix_length) as region_codes
    from prefixes
    inner join region_names on prefixes.prefix_zh = region_names.name_zh
    group by prefixes.unit_key_zh
),

decisions as (
    select * from {{ source('reference', 'unit_decisions') }}
),

placed as (
    select
        documents.document_id,
        documents.unit_name_zh,
        coalesce(decisions.name_zh, documents.unit_key_zh) as unit_key_zh,
        coalesce(decisions.unit_level, documents.printed_level) as printed_level,
        documents.fiscal_year,
        documents.is_final_accounts,
        case
            when decisions.region_code is not null then decisions.region_code
            when
                concat(' ', array_to_string(named_regions.region_codes, ' '))
                like '% ' || regexp_replace(sightings.seen_region_code, '(00)+$', '') || '%'
                then named_regions.region_code
            else coalesce(sightings.region_code, named_regions.region_code)
        end as region_code
    from documents
    left join sightings on documents.document_id = sightings.document_id
    left join named_regions on documents.unit_key_zh = named_regions.unit_key_zh
    left join decisions on documents.document_id = decisions.document_id
),

renamed as (
    select placed.* replace (coalesce(aliases.name_zh, placed.unit_key_zh) as unit_key_zh)
    from placed
    left join aliases
        on placed.unit_key_zh = aliases.alias_zh and placed.region_code is not distinct from aliases.region_code
),

-- A document that does not tell its level takes that of the others of the same name, when they agree.
levels as (
    select region_code, unit_key_zh, min(printed_level) as only_level
    from renamed
    where printed_level <> 'unknown'
    group by region_code, unit_key_zh
    having count(distinct printed_level) = 1
),

levelled as (
    select
        renamed.*,
        case
            when renamed.printed_level = 'unknown' then coalesce(levels.only_level, 'unknown')
            else renamed.printed_level
        end as unit_level
    from renamed
    left join levels
        on renamed.unit_key_zh = levels.unit_key_zh and renamed.region_code is not distinct from levels.region_code
)

select
    *,
    left(md5(concat_ws('|', coalesce(region_code, ''), unit_key_zh, unit_level)), 16) as unit_id,
    left(md5(concat_ws('|', coalesce(region_code, ''), unit_key_zh, 'department')), 16) as department_id
from levelled
