{%- set check = {
    "check_id": "N.06",
    "title_zh": "情况说明的基本支出、人员经费、公用经费与决算表一致",
    "title_en": "Basic expenditure stated is that of the tables",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['basic_expenditure']) }}
)

{{ grade_statements(check) }}
