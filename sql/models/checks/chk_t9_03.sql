{%- set check = {
    "check_id": "T9.03",
    "title_zh": "“三公”经费：决算数不超过预算数",
    "title_en": "Three public expenses: no item exceeds its budget",
    "severity": "warn",
    "tolerance": "0: a budget is a limit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["three_public_expenses"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, split_part(measure, '_', 1) as stage, regexp_replace(measure, '^(budget|final)_', '') as item
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses'
),

terms as (
    select {{ term('total', "concat_ws(' · ', table_id, item)") }}
    from figures
    where stage = 'final'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, item)") }}
    from figures
    where stage = 'budget'
)

{{ grade(check, relation='at_least', tolerance='none') }}
