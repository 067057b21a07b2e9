-- The three public expenses of a document by item: budget and final amount, null where the table does not print one.
with

documents as (
    select document_id from {{ ref('int_current_document') }}
),

items as (
    select unnest(
        ['total', 'overseas', 'vehicle_total', 'vehicle_purchase', 'vehicle_operation', 'reception']
    ) as detail
),

printed as (
    select
        document_id,
        regexp_replace(measure, '^(budget|final)_', '') as detail,
        sum(amount_yuan) filter (where measure like 'budget%') as budget_yuan,
        sum(amount_yuan) filter (where measure like 'final%') as final_yuan
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses'
    group by document_id, regexp_replace(measure, '^(budget|final)_', '')
)

select documents.document_id, items.detail, printed.budget_yuan, printed.final_yuan
from documents
cross join items
left join printed on documents.document_id = printed.document_id and items.detail = printed.detail
