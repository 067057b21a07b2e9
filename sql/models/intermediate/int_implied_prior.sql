-- What the narrative of a current document implies for the year before, where it speaks of a meaning that tables print.
select
    implied.document_id,
    implied.table_id,
    implied.line_id,
    implied.subject_code,
    implied.measure,
    implied.amount_yuan,
    implied.amount_claim_no,
    implied.change_claim_no
from {{ ref('fct_implied_amount') }} as implied
inner join {{ ref('int_current_document') }} as documents on implied.document_id = documents.document_id
where implied.table_id is not null
