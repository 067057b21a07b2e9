{%- set check = {
    "check_id": "U.02",
    "title_zh": "部门收支总数＝单位之和－部门内部往来（上级补助、附属上缴）",
    "title_en": "Income and expenditure of a department equal the sum of its units less transfers between them (subsidies down, remittances up)",
    "severity": "warn",
    "tolerance": "the transfers between the units, and the rounding envelope",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "income", "expenditure"],
} -%}
{%- set scope = "'department = units · ' || table_id" -%}
{{ config(meta=check) }}

with

members as (
    select figures.* replace (pairs.document_id as document_id)
    from {{ ref('int_figure') }} as figures
    inner join {{ ref('int_member_document') }} as pairs on figures.document_id = pairs.member_document_id
    where table_id in ('income', 'expenditure') and line_id = 'total'
),

departments as (
    select *
    from {{ ref('int_figure') }}
    where
        table_id in ('income', 'expenditure') and line_id = 'total'
        and document_id in (select pairs.document_id from {{ ref('int_member_document') }} as pairs)
),

{{ departments_and_units() }},

-- What units receive from each other is no income of the department; how much is eliminated differs by place.
between_units as (
    select
        document_id,
        sum(amount_yuan) filter (where measure in ('superior_subsidy', 'affiliated_units_income')) as transfers_yuan
    from members
    where table_id = 'income'
    group by document_id
),

terms as (
    select {{ term('total', scope) }}
    from departments
    where measure = 'total' and document_id in (select complete.document_id from complete)
    union all
    select {{ term('part', scope) }}
    from members
    where measure = 'total' and document_id in (select complete.document_id from complete)
),

differences as (
    select document_id, scope, sum(if(role = 'part', amount_yuan, -amount_yuan)) as eliminated_yuan
    from terms
    group by document_id, scope
),

remarks as (
    select
        differences.document_id, differences.scope,
        cast(null as varchar) as relation, cast(null as varchar) as severity, cast(null as varchar) as obstacle,
        case
            when differences.eliminated_yuan between 0 and coalesce(between_units.transfers_yuan, 0) + 300
                then 'Transfers between the units explain the difference. 差额可由部门内部往来解释。'
        end as excuse,
        cast(null as varchar) as cause
    from differences
    left join between_units using (document_id)
)

{{ grade(check, unless='alone', remarks='remarks') }}
