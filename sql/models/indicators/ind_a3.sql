{%- set indicator = {
    "indicator_id": "A3",
    "title_zh": "复合年均增长率",
    "title_en": "Compound annual growth",
    "unit": "ratio",
    "grain": "unit, year and series",
    "formula": "(this year / first year) to the power of 1 / years - 1, over two years or more; detail is the series",
    "meaning": "The trend since the first account that is here, or since the unit was last merged or split. The numerator is this year, the denominator the first year. 自首个可得年度以来的趋势。",
    "source": "standard definition 通用定义",
    "tables": [],
    "checks": ["T1.01", "T1.02", "T1.03", "T1.04", "T1.05", "T3.01", "T3.02", "T4.05", "T4.06", "T5.01", "T5.02", "T6.02", "T6.03", "T9.01"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

series as (
    select * from {{ ref('int_series') }}
),

perimeters as (
    select document_id, kept_unit_id, perimeter_no from {{ ref('int_unit_perimeter') }}
),

firsts as (
    select
        series.*,
        perimeters.perimeter_no,
        first_value(series.amount_yuan) over years as first_amount_yuan,
        series.fiscal_year - first_value(series.fiscal_year) over years as year_count
    from series
    inner join perimeters on series.document_id = perimeters.document_id
    where series.amount_yuan is not null
    window years as (
        partition by perimeters.kept_unit_id, perimeters.perimeter_no, series.detail
        order by series.fiscal_year, series.document_id
    )
),

inputs as (
    select
        document_id, detail,
        amount_yuan as numerator,
        first_amount_yuan as denominator,
        case when year_count < 2 then if(perimeter_no > 0, 'reorganised', 'no_prior_year') end as null_reason,
        'published' as basis,
        year_count
    from firsts
)

{{ compound(indicator) }}
