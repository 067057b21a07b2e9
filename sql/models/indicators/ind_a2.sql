{%- set indicator = {
    "indicator_id": "A2",
    "title_zh": "对称增长率",
    "title_en": "Arc growth",
    "unit": "index",
    "grain": "unit, year and series",
    "formula": "(this year - year before) / mean of both, from -2 to 2; detail is the series",
    "meaning": "Defined also where a year is zero: use it for rankings. 基数为零时亦有定义，适用于排序。",
    "source": "definition of this project 本项目定义",
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

inputs as (
    select
        document_id, detail,
        amount_yuan - prior_amount_yuan as numerator,
        (amount_yuan + prior_amount_yuan) / 2 as denominator,
        basis,
        -- A year before of nothing is a basis here; a year before that is not known is none.
        if(null_reason = 'new_unit' and prior_amount_yuan is not null, null, null_reason) as null_reason
    from growth
)

{{ ratio(indicator) }}
