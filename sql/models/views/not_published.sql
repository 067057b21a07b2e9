{{ config(materialized='view') }}
-- Whose accounts are expected and have not been found, or came late or were withdrawn, with the cause.
select
    coverage.unit_id,
    coalesce(units.name_zh, coverage.name_zh) as name_zh,
    units.region_code,
    coverage.fiscal_year,
    coverage.document_kind,
    coverage.state,
    coverage.cause
from {{ ref('fct_coverage') }} as coverage
left join {{ ref('dim_unit') }} as units on coverage.unit_id = units.unit_id
where coverage.state in ('not_found', 'withdrawn', 'late')
