{%- set check = {
    "check_id": "T9.01",
    "title_zh": "“三公”经费：合计＝因公出国（境）＋公务用车小计＋公务接待",
    "title_en": "Three public expenses: total equals travel abroad, vehicles and reception",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
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
    select {{ term('total', "concat_ws(' · ', table_id, stage || '_total')") }}
    from figures
    where item = 'total'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, stage || '_total')") }}
    from figures
    where item in ('overseas', 'vehicle_total', 'reception')
)

{{ grade(check) }}
