{%- set check = {
    "check_id": "X.13",
    "title_zh": "收入支出决算总表的结转结余不小于财政拨款总表的结转结余",
    "title_en": "Carryover of the summary is at least that of fiscal appropriation",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *, replace(line_id, 'carryover.', '') as item
    from {{ ref('int_figure') }}
    where
        line_id in ('carryover.opening', 'carryover.closing')
        and (
            table_id = 'income_expenditure_summary'
            or table_id = 'fiscal_appropriation_summary' and measure in ('amount', 'total')
        )
),

terms as (
    select {{ term('total', "'appropriation <= summary · carryover.' || item") }}
    from figures
    where table_id = 'income_expenditure_summary'
    union all
    select {{ term('part', "'appropriation <= summary · carryover.' || item") }}
    from figures
    where table_id = 'fiscal_appropriation_summary'
)

{{ grade(check, relation='at_most') }}
