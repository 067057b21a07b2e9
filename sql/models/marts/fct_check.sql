-- Every check on every scope of every current document: the union of all models in models/checks. The place is that of
-- the first printed number of the evidence, the total or statement that is judged.
with

checks as (
    select
        check_id, severity, document_id, unit_id, fiscal_year, scope, relation, measured_in, expected, observed,
        residual, tolerance, state, explanation, figures[1].figure_no as figure_no, evidence[1] as place
    from ({{ union_checks() }})
),

figures as (
    select figure_no, table_id, published_text, page, x0, y0, x1, y1 from {{ ref('int_figure') }}
),

causes as (
    select check_id, document_id, scope, cause_id from {{ ref('int_cause') }}
)

select
    checks.check_id,
    checks.severity,
    checks.document_id,
    checks.unit_id,
    checks.fiscal_year,
    checks.scope,
    checks.relation,
    checks.measured_in,
    checks.expected,
    checks.observed,
    checks.residual,
    checks.tolerance,
    checks.state,
    checks.explanation,
    causes.cause_id,
    coalesce(figures.table_id, checks.place.table_id) as table_id,
    coalesce(figures.published_text, checks.place.published_text) as published_text,
    coalesce(figures.page, checks.place.page) as page,
    coalesce(figures.x0, checks.place.x0) as x0,
    coalesce(figures.y0, checks.place.y0) as y0,
    coalesce(figures.x1, checks.place.x1) as x1,
    coalesce(figures.y1, checks.place.y1) as y1
from checks
left join figures on checks.figure_no = figures.figure_no
left join causes
    on
        checks.check_id = causes.check_id
        and checks.document_id = causes.document_id
        and checks.scope = causes.scope
