{{ config(materialized='view') }}
-- Every printed amount of the statutory tables of published documents, all versions.
with

amounts as (
    select *, rowid as amount_row from {{ source('raw', 'amount') }}
),

first_rows as (
    select * from {{ ref('int_first_amount') }}
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
)

select
    amounts.document_id,
    cast(amounts.amount_row - first_rows.first_amount_row + 1 as integer) as amount_no,
    documents.unit_id,
    documents.fiscal_year,
    amounts.table_id,
    amounts.table_no,
    cast(amounts.side as enum('expenditure', 'income')) as side,
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
    cast(amounts.source as enum('ocr', 'text')) as source,
    cast(amounts.second_reading as enum('agreed', 'decided', 'identity', 'unread')) as second_reading,
    amounts.layout_id,
    documents.is_current
from amounts
inner join documents on amounts.document_id = documents.document_id
inner join first_rows on amounts.document_id = first_rows.document_id
