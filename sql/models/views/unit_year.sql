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
        document_id,
        unit_id,
        fiscal_year,
        any_value(amount_yuan) filter (detail = 'income.current_total') as income_yuan,
        any_value(amount_yuan) filter (detail = 'expenditure.current_total') as expenditure_yuan,
        any_value(amount_yuan) filter (detail = 'basic') as basic_expenditure_yuan,
        any_value(amount_yuan) filter (detail = 'project') as project_expenditure_yuan,
        any_value(amount_yuan) filter (detail = 'general_public_budget') as general_public_budget_yuan,
        any_value(amount_yuan) filter (detail = 'personnel') as personnel_yuan,
        any_value(amount_yuan) filter (detail = 'public_funds') as public_funds_yuan,
        any_value(amount_yuan) filter (detail = 'three_public') as three_public_yuan,
        any_value(amount_yuan) filter (detail = 'carryover.closing') as closing_carryover_yuan
    from series
    group by document_id, unit_id, fiscal_year
)

select
    totals.unit_id,
    units.name_zh,
    units.unit_level,
    units.region_code,
    totals.fiscal_year,
    totals.* exclude (document_id, unit_id, fiscal_year),
    totals.document_id
from totals
inner join units on totals.unit_id = units.unit_id
