{%- set check = {
    "check_id": "X.07",
    "title_zh": "财政拨款总表一般公共预算＝一般公共预算支出决算表，合计及各类",
    "title_en": "General public budget is the same in both tables, in total and by class",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{%- set scope = "'fiscal_appropriation_summary = general_public_budget_expenditure · ' || item" -%}
{{ config(meta=check) }}

with

summary as (
    select
        *,
        case
            when line_id = 'expenditure.current_total' and measure = 'general_public_budget' then 'total'
            when line_id like 'expenditure.function.%' and measure = 'general_public_budget' then right(line_id, 3)
            when line_id = 'income.general_public_budget' then 'income'
            when line_id = 'carryover.opening.general_public_budget' then 'opening_balance'
            when line_id = 'carryover.closing' and measure = 'general_public_budget' then 'closing_balance'
        end as item
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary'
),

details as (
    select
        *,
        case when measure = 'total' then coalesce(subject_code, 'total') else measure end as item,
        -- Forms of expenditure only print neither income nor balances.
        bool_or(measure = 'income') over (partition by document_id) as has_balances
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure'
),

-- A form that prints the opening carryover in one sum does not tell which budget it belongs to.
undivided as (
    select document_id
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and line_id like 'carryover.opening%' and amount_yuan <> 0
    group by document_id
    having bool_and(line_id = 'carryover.opening')
),

with_balances as (
    select document_id from details where has_balances
),

terms as (
    select {{ term('total', scope) }}
    from summary
    where
        item is not null
        and (
            item not in ('income', 'opening_balance', 'closing_balance')
            or document_id in (select with_balances.document_id from with_balances)
        )
    union all
    select {{ term('part', scope) }}
    from details
    where
        measure = 'total' and (line_id = 'total' or length(subject_code) = 3)
        or line_id = 'total' and measure in ('income', 'closing_balance')
        or line_id = 'total' and measure = 'opening_balance'
        and document_id not in (select undivided.document_id from undivided)
),

remarks as (
    select
        document_id,
        'fiscal_appropriation_summary = general_public_budget_expenditure · ' || subject_code as scope,
        cast(null as varchar) as relation, cast(null as varchar) as severity, cast(null as varchar) as obstacle,
        'A form of that year has no line for this class. 当年有的表样没有该类的行。' as excuse,
        cast(null as varchar) as cause
    from {{ ref('int_absent_line') }}
    where table_id = 'general_public_budget_expenditure'
)

{{ grade(check, remarks='remarks') }}
