{%- set check = {
    "check_id": "N.07.1",
    "title_zh": "情况说明的“三公”经费占比＝该项÷合计",
    "title_en": "Shares of the three public expenses are part over total",
    "severity": "error",
    "tolerance": "half a printed step, and those of part and whole",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_shares(['three_public']) }}
)

{{ grade_statements(check) }}
