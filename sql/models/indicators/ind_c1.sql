{%- set indicator = {
    "indicator_id": "C1",
    "title_zh": "基本支出与项目支出占比",
    "title_en": "Shares of basic and project expenditure",
    "unit": "ratio",
    "grain": "unit, year and kind of expenditure",
    "formula": "basic / total; project / total",
    "meaning": "Running cost against programmes. 日常运转与项目的比例。",
    "source": "预算法实施条例 5",
    "tables": ["expenditure"],
    "checks": ["T3.01", "T3.02", "X.03"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'basic' as detail,
        {{ figure('expenditure', 'basic', line_id='total') }} as numerator,
        {{ figure('expenditure', 'total', line_id='total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
    union all
    select
        documents.document_id,
        'project' as detail,
        {{ figure('expenditure', 'project', line_id='total') }} as numerator,
        {{ figure('expenditure', 'total', line_id='total') }} as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
