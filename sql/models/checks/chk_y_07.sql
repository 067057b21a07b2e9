{%- set check = {
    "check_id": "Y.07",
    "title_zh": "人员经费主要项目年度变动不超过30%",
    "title_en": "Items that follow the number of staff move by no more than 30 percent a year",
    "severity": "info",
    "tolerance": "30% of the year before",
    "source": "sanity band of this project: wage reforms and back pay move more 本项目的合理性区间",
    "tables": ["basic_expenditure"],
} -%}
{%- set scope = "'basic_expenditure within 30% of the year before · ' || subject_code" -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['basic_expenditure']) }}
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure' and subject_code in ('301', '30108', '30113')
),

priors as (
    {{ lent_to_next_year('figures') }}
),

pairs as (
    select
        figures.document_id, figures.subject_code, figures.amount_yuan, priors.amount_yuan as prior_amount_yuan,
        figures.figure_no, priors.figure_no as prior_figure_no
    from figures
    inner join priors
        on figures.document_id = priors.document_id and figures.subject_code = priors.subject_code
    where figures.amount_yuan > 0 and priors.amount_yuan > 0
),

terms as (
    select
        document_id, {{ scope }} as scope, 'total' as role, amount_yuan, 0 as half_step_yuan, figure_no,
        1 as sign
    from pairs
    union all
    -- The nearest amount inside the band: the printed one itself, or the edge that it crosses.
    select
        document_id, {{ scope }} as scope, 'part' as role,
        least(greatest(amount_yuan, 0.7 * prior_amount_yuan), 1.3 * prior_amount_yuan) as amount_yuan,
        0 as half_step_yuan, null as figure_no, 1 as sign
    from pairs
    union all
    select
        document_id, {{ scope }} as scope, 'support' as role, 0 as amount_yuan, 0 as half_step_yuan,
        prior_figure_no, 1 as sign
    from pairs
)

{{ grade(check, tolerance='none', unless='untestable') }}
