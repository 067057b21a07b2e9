{%- set check = {
    "check_id": "Y.01",
    "title_zh": "年初结转和结余＝上年年末结转和结余",
    "title_en": "Opening carryover equals the closing carryover of the year before",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{%- set scope = "'income_expenditure_summary · carryover.opening = closing of the year before'" -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['income_expenditure_summary']) }}
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and line_id in ('carryover.opening', 'carryover.closing')
),

terms as (
    select {{ term('total', scope) }}
    from figures
    where line_id = 'carryover.opening'
    union all
    select {{ term('part', scope) }}
    from ({{ lent_to_next_year('figures') }})
    where line_id = 'carryover.closing'
),

remarks as (
    select
        document_id,
        {{ scope }} as scope,
        cast(null as varchar) as relation,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        {{ opening_differs() }} as cause
    from {{ ref('int_current_document') }}
)

{{ grade(check, unless='untestable', remarks='remarks') }}
