-- Each series beside its year before: the published accounts of that year, else the value that the narrative implies.
with

series as (
    select * from {{ ref('int_series') }}
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
        case
            when priors.amount_yuan is not null then 'published'
            when implied_amounts.amount_yuan is not null then 'narrative'
        end as basis
    from series
    left join series as priors
        on
            series.unit_id = priors.unit_id
            and series.fiscal_year = priors.fiscal_year + 1
            and series.detail = priors.detail
    left join implied_amounts
        on
            series.document_id = implied_amounts.document_id
            and series.table_id = implied_amounts.table_id
            and series.line_id is not distinct from implied_amounts.line_id
            and series.measure = implied_amounts.measure
)

select
    *,
    case
        when amount_yuan is null then 'not_disclosed'
        when prior_amount_yuan is null then 'no_prior_year'
        -- A unit whose whole account begins from nothing is new; a single series may begin in any year.
        when
            prior_amount_yuan = 0 and bool_or(detail = 'total.income_side' and prior_amount_yuan = 0)
                over (partition by document_id)
            then 'new_unit'
    end as null_reason
from compared
