-- Carryover of each unit and year: opening, closing, the closing of the year before, and the gap that needs a reason. A
-- unit that was merged or split in the year has no closing before (int_prior_document).
with

carryovers as (
    select
        document_id,
        unit_id,
        fiscal_year,
        any_value(amount_yuan) filter (line_id = 'carryover.opening') as opening_yuan,
        any_value(amount_yuan) filter (line_id = 'carryover.closing') as closing_yuan,
        any_value(amount_yuan) filter (line_id = 'total.income_side') as total_yuan
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary'
    group by document_id, unit_id, fiscal_year
),

pairs as (
    select * from {{ ref('int_prior_document') }}
)

select
    carryovers.unit_id,
    units.name_zh,
    carryovers.fiscal_year,
    cast(coalesce(carryovers.opening_yuan, 0) as decimal(20, 2)) as opening_yuan,
    cast(coalesce(carryovers.closing_yuan, 0) as decimal(20, 2)) as closing_yuan,
    cast(priors.closing_yuan as decimal(20, 2)) as prior_closing_yuan,
    cast(coalesce(carryovers.opening_yuan, 0) - priors.closing_yuan as decimal(20, 2)) as opening_adjustment_yuan,
    cast(coalesce(carryovers.closing_yuan, 0) / nullif(carryovers.total_yuan, 0) as decimal(18, 6)) as closing_ratio,
    carryovers.document_id
from carryovers
inner join {{ ref('dim_unit') }} as units on carryovers.unit_id = units.unit_id
left join pairs on carryovers.document_id = pairs.document_id
left join carryovers as priors on pairs.prior_document_id = priors.document_id
