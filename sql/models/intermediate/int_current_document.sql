-- The documents that checks and indicators look at: the newest published version of each unit and year. Their numbers
-- are for joining, this build's alone.
with

documents as (
    select * from {{ ref('dim_document') }} where is_current
),

narratives as (
    select distinct document_id from {{ source('raw', 'claim') }}
)

select
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    documents.document_kind,
    row_number() over (order by documents.document_id) as document_no,
    narratives.document_id is not null as has_narrative
from documents
left join narratives on documents.document_id = narratives.document_id
