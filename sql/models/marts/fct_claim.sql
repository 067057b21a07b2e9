{{ config(materialized='view') }}
-- Every number stated in the narrative of published documents, all versions.
with

claims as (
    select * from {{ source('raw', 'claim') }}
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
)

select
    claims.document_id,
    claims.claim_no,
    documents.unit_id,
    documents.fiscal_year,
    claims.section,
    claims.statement_kind,
    claims.subject_zh,
    claims.subject_code,
    claims.measure,
    claims.comparison,
    claims.published_text,
    claims.published_amount,
    claims.published_unit,
    claims.sentence_zh,
    claims.page,
    claims.x0,
    claims.y0,
    claims.x1,
    claims.y1,
    documents.is_current
from claims
inner join documents on claims.document_id = documents.document_id
