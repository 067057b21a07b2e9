-- Growth of each unit's series, with the year before and where that came from, and how sure the amounts are.
select
    indicators.unit_id,
    units.name_zh,
    indicators.fiscal_year,
    indicators.detail as series,
    indicators.numerator + indicators.denominator as amount_yuan,
    indicators.denominator as prior_amount_yuan,
    indicators.value as growth_ratio,
    indicators.basis,
    indicators.null_reason,
    indicators.evidence_state,
    series.page,
    indicators.document_id
from {{ ref('indicators') }} as indicators
inner join {{ ref('dim_unit') }} as units on indicators.unit_id = units.unit_id
left join {{ ref('int_series') }} as series
    on indicators.document_id = series.document_id and indicators.detail = series.detail
where indicators.indicator_id = 'A1'
