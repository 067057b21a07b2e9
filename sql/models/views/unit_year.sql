-- One row a unit and year: the amounts most asked for, side by side, in yuan.
with

series as (
    select * from {{ ref('int_series') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

totals as (
    select
        series.document_id,
        series.unit_id,
        series.fiscal_year,
        min(series.amount_yuan) filter (series.detail = 'income.current_total') as income_yuan,
        min(series.amount_yuan) filter (series.detail = 'expenditure.current_total') as expenditure_yuan,
        min(series.amount_yuan) filter (series.detail = 'basic') as basic_expenditure_yuan,
        min(series.amount_yuan) filter (series.detail = 'project') as project_expenditure_yuan,
        min(series.amount_yuan) filter (series.detail = 'general_public_budget') as general_public_budget_yuan,
        min(series.amount_yuan) filter (series.detail = 'personnel') as personnel_yuan,
        min(series.amount_yuan) filter (series.detail = 'public_funds') as public_funds_yuan,
        min(series.amount_yuan) filter (series.detail = 'three_public') as three_public_yuan,
        min(series.amount_yuan) filter (series.detail = 'carryover.closing') as closing_carryover_yuan,
        max({{ evidence_rank('confirmations') }}) filter (series.figure_no is not null) as evidence_rank,
        min(series.page) as page
    from series
    left join {{ ref('int_amount_confirmation') }} as confirmations on series.figure_no = confirmations.figure_no
    group by series.document_id, series.unit_id, series.fiscal_year
)

select
    totals.unit_id,
    units.name_zh,
    units.unit_level,
    units.region_code,
    totals.fiscal_year,
    totals.* exclude (document_id, unit_id, fiscal_year, evidence_rank, page),
    {{ evidence_state('totals.evidence_rank') }} as evidence_state,
    totals.page,
    totals.document_id
from totals
inner join units on totals.unit_id = units.unit_id
