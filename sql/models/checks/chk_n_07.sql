{%- set check = {
    "check_id": "N.07",
    "title_zh": "情况说明的“三公”经费预决算与决算表一致",
    "title_en": "Three public expenses stated are those of their table",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['three_public']) }}
)

{{ grade_statements(check) }}
