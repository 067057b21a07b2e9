-- One row a document that was seen: where it was seen last (a portal before a folder), and when first and last.
with

sightings as (
    select * from {{ source('raw', 'sighting') }} where document_id is not null
),

spans as (
    select
        document_id,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        min(published_date) as published_date
    from sightings
    group by document_id
),

last_sightings as (
    select *
    from sightings
    qualify row_number() over (
        partition by document_id
        order by portal_id = 'local', seen_at desc, run_id desc, file_url desc
    ) = 1
)

select
    spans.document_id,
    last_sightings.portal_id,
    last_sightings.region_code,
    last_sightings.publisher_zh,
    last_sightings.landing_url,
    last_sightings.file_url,
    coalesce(last_sightings.listing_title_zh, last_sightings.title_zh) as title_zh,
    spans.published_date,
    spans.first_seen_at,
    spans.last_seen_at
from spans
inner join last_sightings on spans.document_id = last_sightings.document_id
