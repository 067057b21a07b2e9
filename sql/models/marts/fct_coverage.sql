-- What is published of each unit, year and kind, as far as documents tell.
select
    unit_id,
    fiscal_year,
    document_kind,
    case when version_no > 1 then 'changed' else 'published' end as state,
    case when version_no > 1 then 'republished as version ' || version_no end as cause,
    document_id
from {{ ref('dim_document') }}
where is_current and unit_id is not null and fiscal_year is not null
