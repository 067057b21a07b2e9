-- Every check on every scope of every current document: the union of all models in models/checks. The place is that of
-- the first printed number of the evidence, the total or statement that is judged.
with

checks as (
    {{ union_models('check', [
        'check_id', 'severity', 'document_id', 'unit_id', 'fiscal_year', 'scope', 'relation', 'measured_in', 'expected',
        'observed', 'residual', 'tolerance', 'state', 'explanation', 'evidence[1] as place'
    ]) }}
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
    checks.place.table_id,
    checks.place.published_text,
    checks.place.page,
    checks.place.x0,
    checks.place.y0,
    checks.place.x1,
    checks.place.y1
from checks
left join causes
    on
        checks.check_id = causes.check_id
        and checks.document_id = causes.document_id
        and checks.scope = causes.scope
