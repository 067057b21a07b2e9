{%- set check = {
    "check_id": "U.01",
    "title_zh": "部门数＝本级与所属单位之和（财政拨款、三公、采购、车辆）；单位不全时不小于",
    "title_en": "A department's amounts equal the sum of its units where all are here, and are at least that sum otherwise: fiscal appropriation, three public expenses, procurement, vehicles",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{%- set scope = "concat_ws(' · ', 'department = units', table_id, side, coalesce(subject_code, line_id), measure)" -%}
{{ config(meta=check) }}

with

members as (
    select figures.* replace (pairs.document_id as document_id)
    from {{ ref('int_figure') }} as figures
    inner join {{ ref('int_member_document') }} as pairs on figures.document_id = pairs.member_document_id
    where table_id in (
        'fiscal_appropriation_summary', 'general_public_budget_expenditure', 'basic_expenditure',
        'government_fund_budget', 'state_capital_budget', 'three_public_expenses', 'disclosure_statistics'
    )
),

departments as not materialized (
    select *
    from {{ ref('int_figure') }}
    where table_id in (
        'fiscal_appropriation_summary', 'general_public_budget_expenditure', 'basic_expenditure',
        'government_fund_budget', 'state_capital_budget', 'three_public_expenses', 'disclosure_statistics'
    ) and document_id in (select document_id from {{ ref('int_member_document') }})
),

{{ departments_and_units() }},

terms as (
    select {{ term('total', scope) }} from departments
    union all
    select {{ term('part', scope) }} from members
),

scopes_of_departments as (
    select distinct document_id, {{ scope }} as scope from departments
    union
    select distinct document_id, {{ scope }} as scope from members
),

remarks as (
    select
        document_id,
        scope,
        if(document_id in (select complete.document_id from complete), 'equal', 'at_most') as relation,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        cast(null as varchar) as cause
    from scopes_of_departments
)

{{ grade(check, relation='at_most', unless='alone', remarks='remarks') }}
