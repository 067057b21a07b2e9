-- Each current document with the current document of the same body for the year before, null where there is none. A
-- renamed unit goes on; a unit that was merged, split or moved in this year has no year before (int_unit_perimeter).
with

perimeters as (
    select * from {{ ref('int_unit_perimeter') }}
)

select
    documents.document_id,
    priors.document_id as prior_document_id,
    priors.unit_id <> documents.unit_id as is_renamed
from perimeters as documents
left join perimeters as priors
    on
        documents.kept_unit_id = priors.kept_unit_id
        and documents.perimeter_no = priors.perimeter_no
        and documents.fiscal_year = priors.fiscal_year + 1
-- Where a unit published under its old and its new name for one year, the same name goes before.
qualify row_number() over (
    partition by documents.document_id
    order by priors.unit_id = documents.unit_id desc, priors.unit_id = documents.kept_unit_id desc, priors.document_id
) = 1
