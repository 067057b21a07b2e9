-- What we noticed about our own reading of a document: these are about us, not about the publisher.
with

findings as (
    select * from {{ source('raw', 'finding') }}
),

documents as (
    select * from {{ ref('dim_document') }}
)

select
    findings.document_id,
    documents.unit_id,
    documents.fiscal_year,
    findings.finding_kind,
    findings.message,
    findings.table_id,
    findings.printed_text,
    findings.page,
    findings.row_no,
    findings.column_no,
    findings.x0,
    findings.y0,
    findings.x1,
    findings.y1
from findings
left join documents on findings.document_id = documents.document_id
