-- Whom a document is compared with: units of one level, in regions of one level, with one main purpose (the COFOG
-- division that has most money, all its subjects together), and of about one size: a fifth of them by expenditure,
-- where there are enough for five members each. Departments are never among units.
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
),

sizes as (
    select document_id, amount_yuan as expenditure_yuan
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary'
        and line_id = 'expenditure.current_total'
        and measure = 'amount'
),

alike as (
    select
        documents.document_id,
        documents.unit_id,
        documents.fiscal_year,
        units.unit_level,
        units.region_code,
        sizes.expenditure_yuan,
        concat_ws('|', units.unit_level, regions.level, 'COFOG ' || purposes.cofog_division) as kind
    from documents
    inner join units on documents.unit_id = units.unit_id
    left join regions on units.region_code = regions.region_code
    left join purposes on documents.document_id = purposes.document_id
    left join sizes on documents.document_id = sizes.document_id
),

sized as (
    select
        *,
        count(expenditure_yuan) over (partition by fiscal_year, kind) as kind_count,
        ntile(5) over (
            partition by fiscal_year, kind, expenditure_yuan is null order by expenditure_yuan, document_id
        ) as size
    from alike
),

grouped as (
    select
        * exclude (kind, kind_count, size, expenditure_yuan),
        case
            when kind_count < 25 then kind
            when expenditure_yuan is null then kind || '|size unknown'
            else format('{}|size {} of 5', kind, size)
        end as peer_group
    from sized
)

select
    *,
    count(*) over (partition by fiscal_year, peer_group) as peer_count
from grouped
