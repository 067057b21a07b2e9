{%- set indicator = {
    "indicator_id": "E3",
    "title_zh": "公开细化程度",
    "title_en": "Granularity",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "(functional items + economic items in yuan) / (general public budget expenditure + basic expenditure)",
    "meaning": "1 where functions go down to the item and basic expenditure to the economic item. 功能分类到项、基本支出经济分类到款时为1。",
    "source": "预算法实施条例 6; 预算法 46",
    "tables": ["general_public_budget_expenditure", "basic_expenditure"],
    "checks": ["T5.02", "T6.01"],
} -%}
{{ config(meta=indicator) }}

with

measured as (
    select
        documents.document_id,
        coalesce(sum(figures.amount_yuan) filter (
            where figures.table_id = 'general_public_budget_expenditure'
            and figures.measure = 'total' and length(figures.subject_code) = 7
        ), 0)
        + coalesce(sum(figures.amount_yuan) filter (
            where figures.table_id = 'basic_expenditure' and length(figures.subject_code) = 5
        ), 0) as printed_yuan,
        coalesce({{ figure('general_public_budget_expenditure', 'total', line_id='total') }}, 0)
        + coalesce({{ figure('basic_expenditure', 'amount', line_id='basic.personnel_total') }}, 0)
        + coalesce({{ figure('basic_expenditure', 'amount', line_id='basic.public_funds_total') }}, 0) as total_yuan
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
),

inputs as (
    select
        document_id,
        'total' as detail,
        -- Items may exceed their total by a rounding difference.
        least(printed_yuan, total_yuan) as numerator,
        total_yuan as denominator
    from measured
)

{{ ratio(indicator) }}
