{%- set check = {
    "check_id": "X.16",
    "title_zh": "“三公”经费决算数不低于基本支出中的同项",
    "title_en": "Three public expenses are not below the same items of basic expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["basic_expenditure", "three_public_expenses"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select
        *,
        case
            when subject_code = '30212' or measure = 'final_overseas' then 'overseas'
            when subject_code = '30217' or measure = 'final_reception' then 'reception'
            when subject_code = '30231' or measure = 'final_vehicle_operation' then 'vehicle_operation'
            when subject_code = '31013' or measure = 'final_vehicle_purchase' then 'vehicle_purchase'
        end as item
    from {{ ref('int_figure') }}
    where table_id in ('basic_expenditure', 'three_public_expenses')
),

terms as (
    select {{ term('total', "concat_ws(' · ', 'basic_expenditure <= three_public_expenses', item)") }}
    from figures
    where table_id = 'basic_expenditure' and item is not null
    union all
    select {{ term('part', "concat_ws(' · ', 'basic_expenditure <= three_public_expenses', item)") }}
    from figures
    where table_id = 'three_public_expenses' and item is not null
)

{{ grade(check, relation='at_least') }}
