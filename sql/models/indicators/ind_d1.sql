{%- set indicator = {
    "indicator_id": "D1",
    "title_zh": "“三公”经费决算数",
    "title_en": "Three public expenses",
    "unit": "yuan",
    "grain": "unit, year and item",
    "formula": "final amounts of the table, in yuan; detail is the item",
    "meaning": "The classic figure of public interest. 社会关注的核心数据。",
    "source": "预算法 14; 财预〔2016〕143号",
    "tables": ["three_public_expenses"],
    "checks": ["T9.01", "T9.02", "X.16"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        document_id,
        detail,
        final_yuan as numerator
    from {{ ref('int_three_public_item') }}
)

{{ level(indicator) }}
