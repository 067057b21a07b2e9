-- Every document, also those that were refused or set aside. Versions are counted in a unit, year and kind by the time
-- they were first seen; the newest one that is published is current.
with

documents as (
    select * from {{ ref('stg_document') }}
),

sightings as (
    select * from {{ ref('stg_sighting') }}
),

units as (
    select * from {{ ref('stg_unit_of_document') }}
),

imprints as (
    select * from {{ ref('stg_page_imprint') }}
),

placed as (
    select
        documents.*,
        units.unit_id,
        sightings.portal_id,
        sightings.landing_url,
        sightings.file_url,
        sightings.title_zh as link_title_zh,
        sightings.published_date,
        imprints.index_no,
        imprints.printed_issuing_body_zh as issuing_body_zh,
        sightings.first_seen_at,
        sightings.last_seen_at,
        -- Documents whose unit or year is unknown have no versions of each other.
        case
            when units.unit_id is null or documents.fiscal_year is null then documents.document_id
            else concat_ws(
                '|', units.unit_id, documents.fiscal_year,
                if(documents.is_final_accounts, 'final_accounts', documents.document_kind)
            )
        end as version_key
    from documents
    left join units on documents.document_id = units.document_id
    left join sightings on documents.document_id = sightings.document_id
    left join imprints
        on documents.document_id = imprints.document_id and sightings.portal_id = imprints.portal_id
),

versions as (
    select
        *,
        cast(row_number() over (
            partition by version_key order by first_seen_at nulls first, published_date nulls first, document_id
        ) as integer) as version_no
    from placed
),

linked as (
    select
        *,
        lag(document_id) over (partition by version_key order by version_no) as supersedes_document_id,
        max(if(state = 'published', version_no, null)) over (partition by version_key) as current_version_no
    from versions
)

select
    document_id,
    portal_id,
    landing_url,
    file_url,
    coalesce(title_zh, link_title_zh) as title_zh,
    document_kind,
    unit_id,
    fiscal_year,
    published_date,
    index_no,
    issuing_body_zh,
    first_seen_at,
    last_seen_at,
    page_count,
    media_type,
    byte_count,
    version_no,
    supersedes_document_id,
    coalesce(version_no = current_version_no, false) as is_current,
    state,
    reason_class,
    reason,
    pipeline_version
from linked
