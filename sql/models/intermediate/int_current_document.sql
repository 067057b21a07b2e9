-- The documents that checks and indicators look at: the newest published version of each unit and year.
select document_id, unit_id, fiscal_year, document_kind
from {{ ref('dim_document') }}
where is_current
