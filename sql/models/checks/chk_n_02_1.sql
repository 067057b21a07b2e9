{%- set check = {
    "check_id": "N.02.1",
    "title_zh": "情况说明的各项收入占比＝该项收入÷本年收入合计",
    "title_en": "Shares of income are part over total",
    "severity": "error",
    "tolerance": "half a printed step, and those of part and whole",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_shares(['income_structure', 'income_detail']) }}
)

{{ grade_statements(check) }}
