{%- set check = {
    "check_id": "N.04",
    "title_zh": "情况说明的财政拨款收支总计与财政拨款收入支出决算总表一致",
    "title_en": "Fiscal appropriation totals stated are those of their summary",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['fiscal_total']) }}
)

{{ grade_statements(check) }}
