-- The original budget of a document by functional class and in total, as its narrative states it beside the outturn of
-- the general public budget. Item budgets are added up where no class budget is stated.
with

claims as (
    select *
    from {{ ref('fct_claim') }}
    where
        is_current
        and comparison = 'budget'
        and measure in ('initial_budget', 'budget')
        and statement_kind in ('gpb_detail', 'gpb_total', 'gpb_structure')
),

units_of_measure as (
    select * from {{ source('reference', 'published_units') }}
),

stated as (
    select
        claims.document_id,
        claims.subject_code,
        claims.statement_kind,
        max(claims.published_amount * cast(units_of_measure.yuan_factor as decimal(20, 0))) as amount_yuan
    from claims
    inner join units_of_measure on claims.published_unit = units_of_measure.published_unit
    where units_of_measure.yuan_factor is not null
    group by claims.document_id, claims.subject_code, claims.statement_kind
),

by_class as (
    select
        document_id,
        left(subject_code, 3) as subject_code,
        coalesce(
            sum(amount_yuan) filter (where length(subject_code) = 3),
            sum(amount_yuan) filter (where length(subject_code) = 7),
            sum(amount_yuan) filter (where length(subject_code) = 5)
        ) as amount_yuan
    from stated
    where subject_code is not null and statement_kind = 'gpb_detail'
    group by document_id, left(subject_code, 3)
)

select document_id, subject_code, amount_yuan from by_class
union all
select document_id, null as subject_code, max(amount_yuan) as amount_yuan
from stated
where subject_code is null
group by document_id
