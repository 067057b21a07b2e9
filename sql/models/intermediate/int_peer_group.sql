-- Whom a document is compared with: units of one level, in regions of one level, with one main purpose: the COFOG
-- division that has most money, all its subjects together. Departments are never among units.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

regions as (
    select * from {{ ref('dim_region') }}
),

purposes as (
    select document_id, cofog_division
    from {{ ref('int_cofog_expenditure') }}
    group by document_id, cofog_division
    qualify row_number() over (partition by document_id order by sum(amount_yuan) desc, cofog_division asc) = 1
)

select
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    units.unit_level,
    units.region_code,
    concat_ws('|', units.unit_level, regions.level, 'COFOG ' || purposes.cofog_division) as peer_group,
    count(*) over (
        partition by documents.fiscal_year, units.unit_level, regions.level, purposes.cofog_division
    ) as peer_count
from documents
inner join units on documents.unit_id = units.unit_id
left join regions on units.region_code = regions.region_code
left join purposes on documents.document_id = purposes.document_id
