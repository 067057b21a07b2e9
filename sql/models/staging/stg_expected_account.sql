-- Whose accounts of which year are expected: those of the list of expected publishers, of everybody who published the
-- year before, and of the members that a department's account names. Nothing is expected of years after the newest.
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
    select * from members
)

select
    unit_id,
    first(name_zh order by name_zh) as name_zh,
    region_code,
    fiscal_year,
    first(document_kind order by document_kind) as document_kind,
    min(source) as source
from expected
group by unit_id, coalesce(unit_id, name_zh), region_code, fiscal_year
