{%- set check = {
    "check_id": "N.05.1",
    "title_zh": "情况说明的一般公共预算支出占比与决算表一致",
    "title_en": "Shares of general public budget expenditure are part over total",
    "severity": "error",
    "tolerance": "half a printed step, and those of part and whole",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_shares(['gpb_total', 'gpb_structure', 'gpb_detail']) }}
)

{{ grade_statements(check) }}
