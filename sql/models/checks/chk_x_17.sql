{%- set check = {
    "check_id": "X.17",
    "title_zh": "“三公”经费决算合计不大于财政拨款本年支出",
    "title_en": "Three public expenses are at most the expenditure from fiscal appropriation",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "three_public_expenses"],
} -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', "'three_public_expenses <= fiscal_appropriation_summary'") }}
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary' and line_id = 'expenditure.current_total' and measure = 'total'
    union all
    select {{ term('part', "'three_public_expenses <= fiscal_appropriation_summary'") }}
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses' and measure = 'final_total'
)

{{ grade(check, relation='at_most') }}
