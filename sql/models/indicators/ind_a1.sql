{%- set indicator = {
    "indicator_id": "A1",
    "title_zh": "同比增长率",
    "title_en": "Year-on-year growth",
    "unit": "ratio",
    "grain": "unit, year and series",
    "formula": "(this year - year before) / year before; detail is the series",
    "meaning": "Nominal growth. basis says whether the year before is its published account, that of the unit under its name before (renamed), or what the narrative implies. 名义增长；basis 说明上年数取自上年公开数、更名前单位公开数或由说明推算。",
    "source": "the disclosures themselves 决算公开",
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
        prior_amount_yuan as denominator,
        basis, null_reason
    from growth
)

{{ ratio(indicator) }}
