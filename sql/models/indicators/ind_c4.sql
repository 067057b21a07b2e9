{%- set indicator = {
    "indicator_id": "C4",
    "title_zh": "功能分类支出占比",
    "title_en": "Shares of functional classes",
    "unit": "ratio",
    "grain": "unit, year and functional class",
    "formula": "expenditure of the class / expenditure of the year; detail is the class",
    "meaning": "What the unit specializes in. 单位的职能侧重。",
    "source": "functional classification 政府收支分类科目",
    "tables": ["expenditure"],
    "checks": ["T3.02", "X.03", "X.04"],
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'expenditure' and measure = 'total'
),

totals as (
    select document_id, amount_yuan from figures where line_id = 'total'
),

classes as (
    select document_id, subject_code, amount_yuan from figures where length(subject_code) = 3
),

inputs as (
    select
        documents.document_id,
        coalesce(classes.subject_code, 'total') as detail,
        classes.amount_yuan as numerator,
        totals.amount_yuan as denominator
    from documents
    left join classes on documents.document_id = classes.document_id
    left join totals on documents.document_id = totals.document_id
)

{{ ratio(indicator) }}
