{{ config(materialized='view') }}
-- Every check that fails, in words, with the place of the number.
select
    units.name_zh,
    checks.fiscal_year,
    checks.check_id,
    catalogue.title_zh,
    catalogue.title_en,
    checks.severity,
    checks.scope,
    checks.measured_in,
    checks.expected,
    checks.observed,
    checks.residual,
    checks.explanation,
    checks.published_text,
    checks.page,
    checks.document_id
from {{ ref('fct_check') }} as checks
inner join {{ ref('dim_check') }} as catalogue on checks.check_id = catalogue.check_id
left join {{ ref('dim_unit') }} as units on checks.unit_id = units.unit_id
where checks.state = 'fail'
