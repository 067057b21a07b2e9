-- Whose accounts of which year are expected: those of the list of expected publishers, of everybody who published the
-- year before, and of the members that a department's account names. Nothing is expected of years after the newest, nor
-- of a unit that was renamed, merged into another or abolished: its successor is expected.
with

documents as (
    select * from {{ ref('dim_document') }} where is_current and fiscal_year is not null and unit_id is not null
),

units as (
    select * from {{ ref('stg_unit') }}
),

years as (
    select distinct fiscal_year from documents
),

ended as (
    select from_unit_id as unit_id, min(year(event_date)) as last_year
    from {{ ref('dim_unit_event') }}
    where event_kind in ('rename', 'merge_into', 'abolish') and from_unit_id is not null
    group by from_unit_id
),

listed as (
    select
        units.unit_id,
        publishers.name_zh,
        publishers.region_code,
        years.fiscal_year,
        publishers.document_kind,
        'list of expected publishers' as source
    from {{ source('reference', 'expected_publishers') }} as publishers
    inner join years
        on
            publishers.valid_from_year <= years.fiscal_year
            and coalesce(publishers.valid_to_year, 9999) >= years.fiscal_year
    left join units
        on
            publishers.name_zh = units.unit_key_zh
            and publishers.region_code = units.region_code
            and publishers.unit_level = units.unit_level
),

continued as (
    select
        documents.unit_id,
        units.unit_key_zh as name_zh,
        units.region_code,
        years.fiscal_year,
        documents.document_kind,
        'published the year before' as source
    from documents
    inner join years on documents.fiscal_year + 1 = years.fiscal_year
    inner join units on documents.unit_id = units.unit_id
),

succeeded as (
    select
        events.to_unit_id as unit_id,
        events.to_name_zh as name_zh,
        events.to_region_code as region_code,
        years.fiscal_year,
        documents.document_kind,
        'successor of ' || events.from_name_zh as source
    from {{ ref('dim_unit_event') }} as events
    inner join documents on events.from_unit_id = documents.unit_id
    inner join years
        on documents.fiscal_year + 1 = years.fiscal_year and year(events.event_date) <= years.fiscal_year
    -- The year of the change may still be told under the old name.
    anti join documents as told
        on events.from_unit_id = told.unit_id and years.fiscal_year = told.fiscal_year
    where events.event_kind in ('rename', 'merge_into')
),

members as (
    select
        members.member_unit_id as unit_id,
        members.name_zh,
        units.region_code,
        members.fiscal_year,
        if(members.role = 'own_level', 'own_level_final_accounts', 'unit_final_accounts') as document_kind,
        'member of ' || units.unit_key_zh as source
    from {{ ref('fct_unit_member') }} as members
    inner join units on members.department_unit_id = units.unit_id
    where not members.is_merged_into_own_level
),

expected as (
    select * from listed
    union all
    select * from continued
    union all
    select * from succeeded
    union all
    select * from members
)

select
    expected.unit_id,
    first(expected.name_zh order by expected.name_zh) as name_zh,
    expected.region_code,
    expected.fiscal_year,
    first(expected.document_kind order by expected.document_kind) as document_kind,
    min(expected.source) as source
from expected
left join ended on expected.unit_id = ended.unit_id
where ended.last_year is null or expected.fiscal_year < ended.last_year
group by expected.unit_id, coalesce(expected.unit_id, expected.name_zh), expected.region_code, expected.fiscal_year
