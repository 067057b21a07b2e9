{%- set check = {
    "check_id": "X.18",
    "title_zh": "机关运行经费与基本支出的公用经费",
    "title_en": "Organ running costs against the public funds of basic expenditure: equal in the accounts of one unit, at most in those of a department",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["basic_expenditure", "disclosure_statistics"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where
        table_id = 'basic_expenditure' and line_id = 'basic.public_funds_total'
        or table_id = 'disclosure_statistics'
        and line_id in ('organ_running_costs.administrative', 'organ_running_costs.civil_service_managed')
),

-- Institutions that are not managed like civil service have no organ running costs: nothing to compare.
running as (
    select document_id from figures where table_id = 'disclosure_statistics' and amount_yuan <> 0
),

terms as (
    select {{ term('total', "'disclosure_statistics = basic_expenditure · public funds'") }}
    from figures
    where table_id = 'basic_expenditure' and document_id in (select running.document_id from running)
    union all
    select {{ term('part', "'disclosure_statistics = basic_expenditure · public funds'") }}
    from figures
    where table_id = 'disclosure_statistics' and document_id in (select running.document_id from running)
),

remarks as (
    select
        document_id, 'disclosure_statistics = basic_expenditure · public funds' as scope,
        if(document_kind in ('unit_final_accounts', 'own_level_final_accounts'), 'equal', 'at_most') as relation,
        cast(null as varchar) as severity, cast(null as varchar) as obstacle, cast(null as varchar) as excuse,
        cast(null as varchar) as cause
    from {{ ref('int_current_document') }}
)

{{ grade(check, remarks='remarks') }}
