{%- set check = {
    "check_id": "N.07.2",
    "title_zh": "情况说明的政府性基金、国有资本经营预算收支与决算表一致",
    "title_en": "Fund and state capital amounts stated are those of their tables",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['government_fund', 'state_capital']) }}
)

{{ grade_statements(check) }}
