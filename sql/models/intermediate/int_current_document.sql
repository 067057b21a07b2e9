-- The documents that checks and indicators look at: the newest published version of each unit and year. Their numbers
-- are for joining, this build's alone.
select document_id, unit_id, fiscal_year, document_kind, row_number() over (order by document_id) as document_no
from {{ ref('dim_document') }}
where is_current
