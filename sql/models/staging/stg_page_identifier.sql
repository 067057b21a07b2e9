{{ config(materialized='table') }}
-- Which unit an identifier on a disclosure page belongs to. The part of an index number before its slash is a social
-- credit code, an organisation code or a number of the portal's own; check digits tell the first two. It says something
-- about a unit only where the page names that unit as its issuing body. A code that stands with several bodies is
-- nobody's; a portal that prints such a code, short of a social credit code, prints its own on everybody's pages, and
-- none of its shorter codes says anything.
with

imprints as (
    select * from {{ ref('stg_page_imprint') }}
),

units as (
    select * from {{ ref('stg_unit_of_document') }} where fiscal_year is not null
),

region_names as (
    select * from {{ ref('stg_region_name') }}
),

printed as (
    select *, social_credit_code as code, 'printed' as way from imprints where social_credit_code is not null
    union all
    select *, upper(split_part(index_no, '/', 1)) as code, 'index_no' as way from imprints where index_no like '%/%'
),

kinds as (
    select
        *,
        case
            when {{ is_social_credit_code('code') }} then 'uscc'
            when {{ is_organisation_code('code') }} then 'organisation_code'
            when way = 'index_no' then 'index_no'
        end as scheme
    from printed
),

-- The page calls the body by its whole name, or without the name of its region (市城市管理局, 城市管理局).
own as (
    select distinct
        kinds.document_id,
        kinds.portal_id,
        kinds.way,
        units.unit_id,
        units.region_code,
        units.fiscal_year
    from kinds
    inner join units on kinds.document_id = units.document_id
    left join region_names
        on
            units.region_code = region_names.region_code
            and units.unit_key_zh in (
                region_names.name_zh || kinds.issuing_body_zh,
                left(region_names.name_zh, length(region_names.name_zh) - 1) || kinds.issuing_body_zh
            )
    where units.unit_key_zh = kinds.issuing_body_zh or region_names.name_zh is not null
),

-- Units of one name (a department and its own level) are one body.
bodies as (
    select
        kinds.*,
        own.unit_id,
        own.region_code,
        own.fiscal_year,
        count(distinct kinds.issuing_body_zh) over (
            partition by kinds.portal_id, kinds.scheme, kinds.code
        ) as body_count
    from kinds
    left join own
        on kinds.document_id = own.document_id and kinds.portal_id = own.portal_id and kinds.way = own.way
    where kinds.scheme is not null
),

shared_portals as (
    select distinct portal_id
    from bodies
    where scheme <> 'uscc' and body_count > 1
)

select
    bodies.unit_id,
    bodies.scheme,
    bodies.code as identifier,
    bodies.region_code,
    min(bodies.fiscal_year) as valid_from_year,
    max(bodies.fiscal_year) as valid_to_year,
    if(
        bool_or(bodies.way = 'printed'), 'printed on the disclosure page', 'index number of the disclosure page'
    ) as source,
    arg_max(bodies.document_id, (bodies.seen_at, bodies.document_id)) as evidence_document_id,
    arg_max(bodies.landing_url, (bodies.seen_at, bodies.document_id)) as evidence_url,
    max(bodies.seen_at) as evidence_seen_at
from bodies
left join shared_portals on bodies.portal_id = shared_portals.portal_id and bodies.scheme <> 'uscc'
where
    bodies.unit_id is not null
    and bodies.body_count = 1
    and shared_portals.portal_id is null
    -- A social credit code names the division where its bearer is registered.
    and (
        bodies.scheme <> 'uscc'
        or left(bodies.region_code, 2) in ('00', substr(bodies.code, 3, 2))
    )
group by bodies.unit_id, bodies.scheme, bodies.code, bodies.region_code
