{%- set check = {
    "check_id": "T4.02",
    "title_zh": "财政拨款总表：年初结转和结余＝三类预算结转之和",
    "title_en": "Fiscal appropriation: opening carryover equals the three kinds of budget",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and side = 'income' and line_id like 'carryover.opening%'
),

-- Forms that print no lines below the total say nothing about them.
detailed as (
    select distinct document_id
    from figures
    where line_id <> 'carryover.opening'
),

terms as (
    select {{ term('total', "'fiscal_appropriation_summary · carryover.opening'") }}
    from figures
    where line_id = 'carryover.opening' and document_id in (select detailed.document_id from detailed)
    union all
    select {{ term('part', "'fiscal_appropriation_summary · carryover.opening'") }}
    from figures
    where line_id <> 'carryover.opening'
)

{{ grade(check) }}
