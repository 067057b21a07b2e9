-- Every printed amount of the statutory tables of published documents, all versions.
with

amounts as (
    select * from {{ source('raw', 'amount') }}
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
)

select
    amounts.document_id,
    documents.unit_id,
    documents.fiscal_year,
    amounts.table_id,
    amounts.table_no,
    amounts.side,
    amounts.row_order,
    amounts.row_no,
    amounts.subject_code,
    amounts.line_id,
    amounts.label_zh,
    amounts.measure,
    amounts.published_text,
    amounts.published_amount,
    amounts.published_unit,
    amounts.amount_yuan,
    amounts.page,
    amounts.x0,
    amounts.y0,
    amounts.x1,
    amounts.y1,
    amounts.source,
    amounts.second_reading,
    amounts.layout_id,
    documents.is_current
from amounts
inner join documents on amounts.document_id = documents.document_id
