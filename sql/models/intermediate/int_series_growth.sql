-- Each series beside its year before: the published accounts of that year, else the value that the narrative implies.
-- A unit that was merged, split or moved in the year has no year before, whatever its narrative compares itself with.
with

series as not materialized (
    select * from {{ ref('int_series') }}
),

pairs as (
    select * from {{ ref('int_prior_document') }}
),

perimeters as (
    select document_id, is_reorganised, is_created from {{ ref('int_unit_perimeter') }}
),

implied_amounts as (
    select
        document_id, table_id, line_id, measure,
        first(amount_yuan order by amount_claim_no, change_claim_no) as amount_yuan
    from {{ ref('int_implied_prior') }}
    where subject_code is null
    group by document_id, table_id, line_id, measure
),

compared as (
    select
        series.*,
        priors.document_id as prior_document_id,
        coalesce(priors.amount_yuan, implied_amounts.amount_yuan) as prior_amount_yuan,
        perimeters.is_reorganised,
        perimeters.is_created,
        case
            when priors.amount_yuan is not null and pairs.is_renamed then 'renamed'
            when priors.amount_yuan is not null then 'published'
            when implied_amounts.amount_yuan is not null then 'narrative'
        end as basis
    from series
    inner join perimeters on series.document_id = perimeters.document_id
    left join pairs on series.document_id = pairs.document_id
    left join series as priors
        on pairs.prior_document_id = priors.document_id and series.detail = priors.detail
    left join implied_amounts
        on
            series.document_id = implied_amounts.document_id
            and series.table_id = implied_amounts.table_id
            and series.line_id is not distinct from implied_amounts.line_id
            and series.measure = implied_amounts.measure
)

select
    * exclude (is_reorganised, is_created),
    case
        when amount_yuan is null then 'not_disclosed'
        when is_reorganised then 'reorganised'
        when prior_amount_yuan is null and is_created then 'new_unit'
        when prior_amount_yuan is null then 'no_prior_year'
        -- A unit whose whole account begins from nothing is new; a single series may begin in any year.
        when
            prior_amount_yuan = 0 and bool_or(detail = 'total.income_side' and prior_amount_yuan = 0)
                over (partition by document_id)
            then 'new_unit'
    end as null_reason
from compared
