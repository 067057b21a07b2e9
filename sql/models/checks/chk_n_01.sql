{%- set check = {
    "check_id": "N.01",
    "title_zh": "情况说明的收支总计及各项与收入支出决算总表一致",
    "title_en": "Totals and lines of the overall section are those of the summary",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['overall_total', 'income_detail', 'expenditure_detail']) }}
)

{{ grade_statements(check) }}
