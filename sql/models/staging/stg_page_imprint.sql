{{ config(materialized='table') }}
-- What the detail page of a document said of itself when it was last read: one row a document and portal.
with

sightings as (
    select *
    from {{ source('raw', 'sighting') }}
    where
        document_id is not null
        and (index_no is not null or issuing_body_zh is not null or social_credit_code is not null)
)

select
    document_id,
    portal_id,
    index_no,
    regexp_replace(issuing_body_zh, '[(（]?本级[)）]?$', '') as issuing_body_zh,
    issuing_body_zh as printed_issuing_body_zh,
    social_credit_code,
    landing_url,
    seen_at,
    run_id
from sightings
qualify row_number() over (partition by document_id, portal_id order by seen_at desc, run_id desc, landing_url desc) = 1
