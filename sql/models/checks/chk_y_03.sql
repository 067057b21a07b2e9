{%- set check = {
    "check_id": "Y.03",
    "title_zh": "情况说明的增减额推算的上年数＝上年公开数（收支总计、财政拨款、一般公共预算、“三公”经费）",
    "title_en": "The year before that the stated changes imply is the year before as published: totals and three public expenses",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{%- set scope = "'year before implied by the text = year before as published · ' || item" -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['income_expenditure_summary', 'fiscal_appropriation_summary', 'general_public_budget_expenditure']) }}
),

figures as (
    select
        *,
        case
            when table_id = 'income_expenditure_summary' and line_id = 'total.income_side' then 'overall_total'
            when table_id = 'fiscal_appropriation_summary' and line_id = 'total.income_side' then 'fiscal_total'
            when
                table_id = 'general_public_budget_expenditure' and line_id = 'total' and measure = 'total'
                then 'gpb_total'
            when table_id = 'three_public_expenses' and measure like 'final_%' then replace(measure, 'final_', '')
        end as item
    from {{ ref('int_figure') }}
    where
        table_id in (
            'income_expenditure_summary', 'fiscal_appropriation_summary', 'general_public_budget_expenditure',
            'three_public_expenses'
        )
),

claims as (
    select
        claims.*,
        claims.published_amount * cast(units.yuan_factor as decimal(12, 0)) as amount_yuan,
        cast(units.half_step as decimal(12, 6)) * cast(units.yuan_factor as decimal(12, 0)) as half_step_yuan,
        case
            when claims.statement_kind = 'overall_total' and claims.subject_zh like '%总计' then 'overall_total'
            when claims.statement_kind = 'fiscal_total' and claims.subject_zh like '%总计' then 'fiscal_total'
            when
                claims.statement_kind = 'gpb_total' and claims.subject_zh like '%一般公共预算财政拨款支出'
                then 'gpb_total'
            when claims.statement_kind = 'three_public' and claims.subject_zh similar to '“?三公”?经费' then 'total'
            when claims.statement_kind = 'three_public' and claims.subject_zh like '因公出国%' then 'overseas'
            when claims.statement_kind = 'three_public' and claims.subject_zh like '公务接待%' then 'reception'
            when claims.statement_kind = 'three_public' and claims.subject_zh like '公务用车购置及%' then 'vehicle_total'
        end as item
    from {{ ref('fct_claim') }} as claims
    inner join {{ source('reference', 'published_units') }} as units
        on claims.published_unit = units.published_unit and units.is_money = 'true'
    where claims.is_current and claims.comparison = 'yoy_change' and claims.statement_kind in (
            'overall_total', 'fiscal_total', 'gpb_total', 'three_public'
        )
),

-- A change that the text repeats counts once; repeated numbers that differ are N.16's business.
changes as (
    select *
    from claims
    where item is not null
    qualify row_number() over (partition by document_id, item order by page, y0, x0) = 1
),

priors as (
    {{ lent_to_next_year('figures') }}
),

both_years as (
    select document_id, item from changes
    intersect
    select document_id, item from figures
),

terms as (
    select {{ term('total', scope) }}
    from priors
    inner join both_years using (document_id, item)
    union all
    select {{ term('part', scope) }}
    from figures
    inner join both_years using (document_id, item)
    union all
    select {{ claim_term('part', scope, -1) }}
    from changes
    inner join both_years using (document_id, item)
)

{{ grade(check, unless='untestable') }}
