{{ config(materialized='view') }}
-- Claims of current documents that are money, in yuan.
select
    claims.document_id,
    claims.unit_id,
    claims.fiscal_year,
    claims.section,
    claims.statement_kind,
    claims.subject_zh,
    claims.subject_code,
    claims.measure,
    claims.comparison,
    cast(
        claims.published_amount * cast(units_of_measure.yuan_factor as decimal(20, 0)) as decimal(20, 2)
    ) as amount_yuan,
    claims.page
from {{ ref('fct_claim') }} as claims
inner join {{ source('reference', 'published_units') }} as units_of_measure
    on claims.published_unit = units_of_measure.published_unit and units_of_measure.is_money = 'true'
where claims.is_current
