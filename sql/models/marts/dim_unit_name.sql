-- Every name a unit was printed under, and in which years.
select
    unit_id,
    unit_name_zh as name_zh,
    min(fiscal_year) as valid_from_year,
    max(fiscal_year) as valid_to_year,
    cast(count(distinct document_id) as integer) as document_count,
    arg_max(document_id, (coalesce(fiscal_year, 0), document_id)) as source_document_id
from {{ ref('stg_unit_of_document') }}
where unit_name_zh is not null
group by unit_id, unit_name_zh
