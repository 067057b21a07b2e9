{%- set indicator = {
    "indicator_id": "C5",
    "title_zh": "支出集中度（HHI）",
    "title_en": "Concentration of expenditure over classes (HHI)",
    "unit": "index",
    "grain": "unit, year",
    "formula": "sum of squared shares of the functional classes, from 1/n to 1",
    "meaning": "Few purposes or many. 支出用途集中或分散。",
    "source": "Herfindahl–Hirschman index",
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

shares as (
    select
        classes.document_id,
        -- sum (a / t) squared, written as (sum of a squared / t) / t, so that it stays a numerator in yuan
        cast(sum(cast(classes.amount_yuan as decimal(19, 2)) * cast(classes.amount_yuan as decimal(19, 2))) as double)
        / nullif(cast(any_value(totals.amount_yuan) as double), 0) as weighted_yuan
    from classes
    inner join totals on classes.document_id = totals.document_id
    group by classes.document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        shares.weighted_yuan as numerator,
        totals.amount_yuan as denominator
    from documents
    left join shares on documents.document_id = shares.document_id
    left join totals on documents.document_id = totals.document_id
)

{{ ratio(indicator) }}
