{%- set check = {
    "check_id": "N.02",
    "title_zh": "情况说明的各项收入与收入决算表一致",
    "title_en": "Incomes stated are those of the income table",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['income_structure']) }}
)

{{ grade_statements(check) }}
