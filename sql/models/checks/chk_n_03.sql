{%- set check = {
    "check_id": "N.03",
    "title_zh": "情况说明的各项支出与支出决算表一致",
    "title_en": "Expenditures stated are those of the expenditure table",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['expenditure_structure']) }}
)

{{ grade_statements(check) }}
