{%- set check = {
    "check_id": "N.05",
    "title_zh": "情况说明的一般公共预算支出合计及类款项与决算表一致",
    "title_en": "General public budget amounts stated are those of their table",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['gpb_total', 'gpb_structure', 'gpb_detail']) }}
)

{{ grade_statements(check) }}
