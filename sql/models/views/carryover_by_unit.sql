-- Carryover of each unit and year: opening, closing, the closing of the year before, and the gap that needs a reason. A
-- unit that was merged or split in the year has no closing before (int_prior_document).
with

carryovers as (
    select
        figures.document_id,
        figures.unit_id,
        figures.fiscal_year,
        min(figures.amount_yuan) filter (figures.line_id = 'carryover.opening') as opening_yuan,
        min(figures.amount_yuan) filter (figures.line_id = 'carryover.closing') as closing_yuan,
        min(figures.amount_yuan) filter (figures.line_id = 'total.income_side') as total_yuan,
        max({{ evidence_rank('confirmations') }}) filter (
            figures.line_id in ('carryover.opening', 'carryover.closing')
        ) as evidence_rank,
        min(figures.page) as page
    from {{ ref('int_figure') }} as figures
    left join {{ ref('int_amount_confirmation') }} as confirmations on figures.figure_no = confirmations.figure_no
    where figures.table_id = 'income_expenditure_summary'
    group by figures.document_id, figures.unit_id, figures.fiscal_year
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
    {{ evidence_state('carryovers.evidence_rank') }} as evidence_state,
    carryovers.page,
    carryovers.document_id
from carryovers
inner join {{ ref('dim_unit') }} as units on carryovers.unit_id = units.unit_id
left join pairs on carryovers.document_id = pairs.document_id
left join carryovers as priors on pairs.prior_document_id = priors.document_id
