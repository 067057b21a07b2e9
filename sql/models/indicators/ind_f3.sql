{%- set indicator = {
    "indicator_id": "F3",
    "title_zh": "首位数字偏离（本福特）",
    "title_en": "First digits against Benford's law",
    "unit": "index",
    "grain": "region and year, repeated in each of its units",
    "formula": "mean absolute deviation of the first digits of the region's item amounts of the year; 500 amounts at least",
    "meaning": "Above 0.015 the digits do not conform; never read on a single document. 大于0.015视为不符；不得用于单份文档。",
    "source": "Benford's law, thresholds of Nigrini",
    "tables": [],
    "checks": [],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

amounts as (
    select figures.document_id, units.region_code, figures.fiscal_year, figures.amount_yuan
    from {{ ref('int_figure') }} as figures
    inner join {{ ref('dim_unit') }} as units on figures.unit_id = units.unit_id
    where
        figures.table_id = 'general_public_budget_expenditure'
        and figures.measure in ('basic', 'project')
        and length(figures.subject_code) = 7
        and figures.amount_yuan > 0
),

digits as (
    select
        region_code, fiscal_year,
        cast(left(ltrim(cast(amount_yuan as varchar), '0.'), 1) as integer) as digit
    from amounts
),

shares as (
    select
        region_code, fiscal_year, digit,
        count(*) as digit_count,
        sum(count(*)) over (partition by region_code, fiscal_year) as amount_count
    from digits
    group by region_code, fiscal_year, digit
),

deviations as (
    select
        region_code, fiscal_year, any_value(amount_count) as amount_count,
        (
            sum(abs(cast(digit_count as double) / amount_count - log10(1 + 1.0 / digit)) order by digit)
            + 1 - sum(log10(1 + 1.0 / digit) order by digit)
        ) / 9 as deviation
    from shares
    group by region_code, fiscal_year
),

inputs as (
    select
        documents.document_id,
        'region' as detail,
        deviations.deviation as numerator,
        units.region_code as basis,
        case when coalesce(deviations.amount_count, 0) < 500 then 'too_few_amounts' end as null_reason
    from {{ ref('int_current_document') }} as documents
    inner join {{ ref('dim_unit') }} as units on documents.unit_id = units.unit_id
    left join deviations
        on
            units.region_code is not distinct from deviations.region_code
            and documents.fiscal_year = deviations.fiscal_year
)

{{ index(indicator) }}
