{%- set indicator = {
    "indicator_id": "A4",
    "title_zh": "波动率",
    "title_en": "Volatility",
    "unit": "index",
    "grain": "unit, year and series",
    "formula": "standard deviation of the yearly log growth over four years or more; detail is the series",
    "meaning": "Instability of planning. 预算安排的不稳定程度。",
    "source": "definition of this project 本项目定义; cf. PEFA PI-2.1",
    "tables": [],
    "checks": ["T1.01", "T1.02", "T1.03", "T1.04", "T1.05", "T3.01", "T3.02", "T4.05", "T4.06", "T5.01", "T5.02", "T6.02", "T6.03", "T9.01"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

growth as (
    select * from {{ ref('int_series_growth') }}
),

perimeters as (
    select document_id, kept_unit_id, perimeter_no from {{ ref('int_unit_perimeter') }}
),

rates as (
    select
        growth.*,
        perimeters.kept_unit_id,
        perimeters.perimeter_no,
        case
            when
                growth.basis in ('published', 'renamed')
                and not coalesce(growth.null_reason = 'reorganised', false)
                and growth.amount_yuan > 0
                and growth.prior_amount_yuan > 0
                then ln(cast(growth.amount_yuan as double) / cast(growth.prior_amount_yuan as double))
        end as log_growth
    from growth
    inner join perimeters on growth.document_id = perimeters.document_id
),

spreads as (
    select
        document_id, detail, perimeter_no,
        stddev_samp(log_growth) over years as spread,
        count(log_growth) over years as growth_count
    from rates
    window years as (
        partition by kept_unit_id, perimeter_no, detail
        order by fiscal_year, document_id
        rows between unbounded preceding and current row
    )
),

inputs as (
    select
        document_id, detail,
        spread as numerator,
        'published' as basis,
        case when growth_count < 3 then if(perimeter_no > 0, 'reorganised', 'no_prior_year') end as null_reason
    from spreads
)

{{ index(indicator) }}
