{%- set indicator = {
    "indicator_id": "C9",
    "title_zh": "非财政资金支出与收入之比",
    "title_en": "Non-fiscal expenditure against non-fiscal income",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "(expenditure - expenditure from fiscal appropriation) / (income - fiscal income)",
    "meaning": "Above 1: spent from reserves. 大于1表示动用存量资金。",
    "source": "identity X.13 of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary"],
    "checks": ["X.13", "X.14"],
} -%}
{{ config(meta=indicator) }}

with

inputs as (
    select
        documents.document_id,
        'total' as detail,
        (
            coalesce({{ figure('income_expenditure_summary', 'amount', line_id='expenditure.current_total') }}, 0)
            - coalesce({{ figure('fiscal_appropriation_summary', 'total', line_id='expenditure.current_total') }}, 0)
        ) as numerator,
        (
            coalesce({{ figure('income_expenditure_summary', 'amount', line_id='income.current_total') }}, 0)
            - coalesce(
                {{ figure('fiscal_appropriation_summary', 'amount', line_id='income.fiscal_appropriation_total') }}, 0
            )
        ) as denominator
    from {{ figures_of_documents(indicator) }}
    group by documents.document_id
)

{{ ratio(indicator) }}
