{%- set indicator = {
    "indicator_id": "A4",
    "title_zh": "波动率",
    "title_en": "Volatility",
    "unit": "index",
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

rates as (
    select
        *,
        case
            when basis = 'published' and amount_yuan > 0 and prior_amount_yuan > 0
                then ln(cast(amount_yuan as double) / cast(prior_amount_yuan as double))
        end as log_growth
    from growth
),

spreads as (
    select
        document_id, detail,
        stddev_samp(log_growth) over years as spread,
        count(log_growth) over years as growth_count
    from rates
    window years as (
        partition by unit_id, detail order by fiscal_year rows between unbounded preceding and current row
    )
),

inputs as (
    select
        document_id, detail,
        spread as numerator,
        'published' as basis,
        case when growth_count < 3 then 'no_prior_year' end as null_reason
    from spreads
)

{{ index(indicator) }}
