{%- set indicator = {
    "indicator_id": "A1",
    "title_zh": "同比增长率",
    "title_en": "Year-on-year growth",
    "unit": "ratio",
    "formula": "(this year - year before) / year before, from the published accounts of both years",
    "meaning": "Nominal growth. 名义增长。",
    "source": "the disclosures themselves 决算公开",
    "tables": ["income_expenditure_summary"],
    "checks": ["T1.01", "T1.02", "T1.03", "T1.04", "T1.05"],
    "needs_prior_year": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where
        table_id = 'income_expenditure_summary'
        and line_id in ('income.current_total', 'expenditure.current_total', 'total.income_side')
),

details as (
    select unnest(['income.current_total', 'expenditure.current_total', 'total.income_side']) as detail
),

inputs as (
    select
        documents.document_id,
        details.detail,
        coalesce(figures.amount_yuan, 0) - prior_figures.amount_yuan as numerator,
        prior_figures.amount_yuan as denominator
    from documents
    cross join details
    left join documents as priors
        on documents.unit_id = priors.unit_id and documents.fiscal_year = priors.fiscal_year + 1
    left join figures
        on documents.document_id = figures.document_id and details.detail = figures.line_id
    left join figures as prior_figures
        on priors.document_id = prior_figures.document_id and details.detail = prior_figures.line_id
)

{{ ratio(indicator) }}
