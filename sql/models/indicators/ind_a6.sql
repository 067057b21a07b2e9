{%- set indicator = {
    "indicator_id": "A6",
    "title_zh": "增长贡献",
    "title_en": "Contribution to growth",
    "unit": "ratio",
    "grain": "unit, year and functional class",
    "formula": "(class this year - class of the year before) / total of the year before; detail is the class",
    "meaning": "Which class explains the growth; the classes add up to A1. 各类对增长的贡献，合计等于A1。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T5.02", "X.07"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

classes as (
    select * from {{ ref('int_class_growth') }}
),

inputs as (
    select
        document_id,
        subject_code as detail,
        amount_yuan - prior_amount_yuan as numerator,
        prior_total_yuan as denominator,
        basis, null_reason
    from classes
)

{{ ratio(indicator) }}
