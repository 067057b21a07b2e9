-- Every check on every scope of every current document: the union of all models in models/checks. The place is that of
-- the first printed number of the evidence, the total or statement that is judged.
with

checks as (
    {{ union_models('check', [
        'check_id', 'severity', 'document_id', 'unit_id', 'fiscal_year', 'scope', 'relation', 'measured_in', 'expected',
        'observed', 'residual', 'tolerance', 'state', 'explanation', 'evidence[1] as place'
    ]) }}
)

select
    check_id,
    severity,
    document_id,
    unit_id,
    fiscal_year,
    scope,
    relation,
    measured_in,
    expected,
    observed,
    residual,
    tolerance,
    state,
    explanation,
    place.table_id,
    place.published_text,
    place.page,
    place.x0,
    place.y0,
    place.x1,
    place.y1
from checks
