{%- set check = {
    "check_id": "N.03.1",
    "title_zh": "情况说明的各项支出占比＝该项支出÷本年支出合计",
    "title_en": "Shares of expenditure are part over total",
    "severity": "error",
    "tolerance": "half a printed step, and those of part and whole",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_shares(['expenditure_structure', 'expenditure_detail']) }}
)

{{ grade_statements(check) }}
