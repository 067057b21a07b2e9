{%- set check = {
    "check_id": "Y.04",
    "title_zh": "情况说明的分类增减额推算的上年数＝上年一般公共预算支出决算表同类",
    "title_en": "The year before that the stated changes of classes imply is the class of last year's table",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure"],
} -%}
{%- set scope = "'year before implied by the text = year before as published · ' || item" -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['general_public_budget_expenditure']) }}
),

figures as (
    select *, subject_code as item
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and length(subject_code) = 3
),

claims as (
    select
        claims.*,
        claims.published_amount * cast(units.yuan_factor as decimal(12, 0)) as amount_yuan,
        cast(units.half_step as decimal(12, 6)) * cast(units.yuan_factor as decimal(12, 0)) as half_step_yuan,
        claims.subject_code as item
    from {{ ref('fct_claim') }} as claims
    inner join {{ source('reference', 'published_units') }} as units
        on claims.published_unit = units.published_unit and units.is_money = 'true'
    where claims.is_current and claims.comparison = 'yoy_change' and claims.statement_kind = 'gpb_detail'
        and length(claims.subject_code) = 3 and claims.measure in ('amount', 'total')
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
