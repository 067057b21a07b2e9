{%- set check = {
    "check_id": "X.08",
    "title_zh": "财政拨款总表政府性基金支出＝政府性基金预算表支出合计",
    "title_en": "Government fund expenditure is the same in both tables",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "government_fund_budget"],
} -%}
{%- set scope = "'fiscal_appropriation_summary = government_fund_budget · total'" -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary'
        and line_id = 'expenditure.current_total'
        and measure = 'government_fund'
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_figure') }}
    where
        table_id = 'government_fund_budget'
        and line_id = 'total'
        and measure = 'total'
)

{{ grade(check) }}
