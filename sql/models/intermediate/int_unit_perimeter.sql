-- Which accounts of a unit are of one body: those under one chain of renames and between two reorganisations. A merger
-- ends the perimeter of the unit that goes on, a split that of both, a move that of both departments. Accounts of
-- different perimeters are not compared.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

events as (
    select * from {{ ref('dim_unit_event') }}
),

kept as (
    select * from {{ ref('int_unit_kept') }}
),

parents as (
    select * from {{ ref('stg_unit_parent') }}
),

touched as (
    select to_unit_id as unit_id, year(event_date) as event_year
    from events
    where event_kind in ('merge_into', 'split_from', 'move_department', 'level_change')
    union
    select from_unit_id as unit_id, year(event_date) as event_year
    from events
    where event_kind = 'split_from'
    union
    select parents.parent_unit_id as unit_id, year(events.event_date) as event_year
    from events
    inner join parents
        on events.from_unit_id = parents.unit_id and year(events.event_date) = parents.fiscal_year + 1
    where events.event_kind = 'move_department'
),

reorganisations as (
    select distinct kept.kept_unit_id, touched.event_year
    from touched
    inner join kept on touched.unit_id = kept.unit_id
),

creations as (
    select distinct to_unit_id as unit_id, year(event_date) as event_year
    from events
    where event_kind = 'create' and to_unit_id is not null
)

select
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    coalesce(kept.kept_unit_id, documents.unit_id) as kept_unit_id,
    count(reorganisations.event_year) as perimeter_no,
    coalesce(bool_or(reorganisations.event_year = documents.fiscal_year), false) as is_reorganised,
    coalesce(bool_or(creations.event_year = documents.fiscal_year), false) as is_created
from documents
left join kept on documents.unit_id = kept.unit_id
left join reorganisations
    on kept.kept_unit_id = reorganisations.kept_unit_id and documents.fiscal_year >= reorganisations.event_year
left join creations on documents.unit_id = creations.unit_id
group by documents.document_id, documents.unit_id, documents.fiscal_year, kept.kept_unit_id
