-- The documents that may be added up over units: of a department and its own units, the department alone, because its
-- account holds theirs. Units whose department has no account of that year here are added themselves.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

departments as (
    select distinct documents.fiscal_year, documents.unit_id
    from documents
    inner join units on documents.unit_id = units.unit_id
    where units.unit_level = 'department'
)

select
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    units.region_code,
    units.unit_level,
    units.parent_unit_id
from documents
inner join units on documents.unit_id = units.unit_id
left join departments
    on units.parent_unit_id = departments.unit_id and documents.fiscal_year = departments.fiscal_year
where units.unit_level = 'department' or departments.unit_id is null
