-- Where the amounts of each document begin: the load keeps the rows of a document together and in their order.
select document_id, min(rowid) as first_amount_row
from {{ source('raw', 'amount') }}
group by document_id
