{%- set check = {
    "check_id": "Y.02",
    "title_zh": "财政拨款年初结转和结余＝上年年末，合计、各类预算及政府性基金各科目",
    "title_en": "Opening carryover of fiscal appropriation equals last year's closing: in total, by kind of budget, and by item of the fund",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

untestable as (
    {{ untestable_years(['fiscal_appropriation_summary']) }}
),

balances as (
    select
        *,
        case
            when line_id = 'carryover.opening' then 'total'
            when line_id like 'carryover.opening.%' then replace(line_id, 'carryover.opening.', '')
        end as opening_item,
        case when line_id = 'carryover.closing' then measure end as closing_item
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and line_id like 'carryover.%'
    union all
    select
        *,
        case when measure = 'opening_balance' then 'government_fund ' || subject_code end as opening_item,
        case when measure = 'closing_balance' then 'government_fund ' || subject_code end as closing_item
    from {{ ref('int_figure') }}
    where
        table_id = 'government_fund_budget' and length(subject_code) = 7
        and measure in ('opening_balance', 'closing_balance')
),

-- A form that prints the opening in one sum says nothing about the kinds of budget.
divided as (
    select document_id
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and line_id like 'carryover.opening%'
    group by document_id
    having bool_or(line_id <> 'carryover.opening') or sum(amount_yuan) = 0
),

terms as (
    select {{ term('total', "concat_ws(' · ', 'opening = closing of the year before', opening_item)") }}
    from balances
    where opening_item is not null
    union all
    select {{ term('part', "concat_ws(' · ', 'opening = closing of the year before', closing_item)") }}
    from ({{ lent_to_next_year('balances') }})
    where
        closing_item is not null
        and (closing_item = 'total' or document_id in (select divided.document_id from divided))
),

scopes_of_years as (
    select distinct document_id, scope from terms
),

remarks as (
    select
        document_id,
        scope,
        cast(null as varchar) as relation,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        {{ opening_differs() }} as cause
    from scopes_of_years
)

{{ grade(check, unless='untestable', remarks='remarks') }}
