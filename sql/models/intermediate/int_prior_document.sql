-- Each current document with the current document of the same unit for the year before, null where there is none.
select documents.document_id, priors.document_id as prior_document_id
from {{ ref('int_current_document') }} as documents
left join {{ ref('int_current_document') }} as priors
    on documents.unit_id = priors.unit_id and documents.fiscal_year = priors.fiscal_year + 1
