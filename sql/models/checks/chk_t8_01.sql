{%- set check = {
    "check_id": "T8.01",
    "title_zh": "国有资本经营预算表：每行合计＝基本支出＋项目支出",
    "title_en": "State capital budget: each row equals basic and project expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["state_capital_budget"],
} -%}
{{ config(meta=check) }}

with

terms as (
    {{ row_terms(
        'state_capital_budget',
        ['basic', 'project']
    ) }}
)

{{ grade(check) }}
