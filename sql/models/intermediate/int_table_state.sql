-- Every statutory table of every current document: filled, blank, unrecognized or missing, and how many of its rows
-- were not understood or held back, or were read by help of identities, which cannot then speak against the publisher.
-- Only in a filled or blank table is an unprinted amount a zero.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

statutory_tables as (
    select table_id from {{ source('reference', 'tables') }}
),

found_tables as (
    select
        document_id,
        table_id,
        case min(case state when 'filled' then 1 when 'blank' then 2 else 3 end)
            when 1 then 'filled' when 2 then 'blank' else 'unrecognized'
        end as state
    from {{ source('raw', 'statutory_table') }}
    where table_id is not null
    group by document_id, table_id
),

-- A document without a table that it says it has nothing to print in is one that prints it empty.
declared_empty as (
    select distinct document_id, value as table_id
    from {{ source('raw', 'mention') }}
    where mention_kind = 'declared_empty'
),

unread as (
    select document_id, table_id
    from {{ ref('fct_amount') }}
    where
        is_current
        and (
            (subject_code is null and line_id is null and table_id <> 'three_public_expenses')
            or second_reading = 'identity'
        )
    union all
    select document_id, table_id
    from {{ source('raw', 'finding') }}
    where
        finding_kind in (
            'amount_without_label', 'lost_characters', 'malformed_code', 'readers_disagree', 'text_outside_cells',
            'unknown_heading', 'unknown_line', 'unknown_money_unit', 'unreadable_amount'
        )
),

unread_rows as (
    select document_id, table_id, count(*) as unread_row_count
    from unread
    where table_id is not null
    group by document_id, table_id
)

select
    documents.document_id,
    documents.document_no,
    documents.unit_id,
    documents.fiscal_year,
    statutory_tables.table_id,
    coalesce(found_tables.state, if(declared_empty.table_id is null, 'missing', 'blank')) as state,
    coalesce(unread_rows.unread_row_count, 0) as unread_row_count
from documents
cross join statutory_tables
left join found_tables
    on documents.document_id = found_tables.document_id and statutory_tables.table_id = found_tables.table_id
left join unread_rows
    on documents.document_id = unread_rows.document_id and statutory_tables.table_id = unread_rows.table_id
left join declared_empty
    on documents.document_id = declared_empty.document_id and statutory_tables.table_id = declared_empty.table_id
