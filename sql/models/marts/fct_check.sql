-- Every check on every scope of every current document: the union of all models in models/checks.
{{ union_models('check', [
    'check_id', 'severity', 'document_id', 'unit_id', 'fiscal_year', 'scope', 'expected', 'observed', 'residual',
    'tolerance', 'state', 'explanation', 'page', 'x0', 'y0', 'x1', 'y1'
]) }}
