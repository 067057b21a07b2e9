{{ config(materialized='view') }}
-- Every indicator of every unit and year: the union of all models in models/indicators.
{{ union_models('indicator', [
    'indicator_id', 'unit_id', 'fiscal_year', 'detail', 'value', 'numerator', 'denominator', 'null_reason',
    'basis', 'evidence_state', 'document_id'
]) }}
