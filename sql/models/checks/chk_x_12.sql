{%- set check = {
    "check_id": "X.12",
    "title_zh": "收入决算表与支出同科目之差由结转结余解释（财政拨款、合计两栏）",
    "title_en": "What is received and spent under one code differs by no more than the carryover explains (fiscal appropriation and total)",
    "severity": "warn",
    "tolerance": "the opening and closing carryover of the year, and the rounding envelope",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "income", "expenditure", "fiscal_appropriation_summary", "general_public_budget_expenditure"],
} -%}
{%- set scope = "concat_ws(' · ', 'income = expenditure', money, node)" -%}
{{ config(meta=check) }}

with

-- The tables of the fund and of state capital count only where the appropriation summary has such money.
unread as (
    select
        states.document_id,
        'Not found or not recognized in the document: ' || string_agg(states.table_id, ', ' order by states.table_id)
        || '. 文档中未找到或未识别该表。' as reason
    from {{ ref('int_table_state') }} as states
    inner join {{ ref('int_figure') }} as figures
        on
            states.document_id = figures.document_id
            and figures.table_id = 'fiscal_appropriation_summary'
            and figures.line_id = 'expenditure.current_total'
            and figures.measure || '_budget' = states.table_id
    where
        states.table_id in ('government_fund_budget', 'state_capital_budget')
        and states.state in ('missing', 'unrecognized') and figures.amount_yuan <> 0
    group by states.document_id
),

income as (
    select *, case measure when 'total' then 'total' when 'fiscal_appropriation' then 'appropriation' end as money
    from {{ ref('int_hierarchy') }}
    where table_id = 'income' and measure in ('total', 'fiscal_appropriation')
),

spent as (
    select *, if(table_id = 'expenditure', 'total', 'appropriation') as money
    from {{ ref('int_hierarchy') }}
    where
        table_id in (
            'expenditure', 'general_public_budget_expenditure', 'government_fund_budget', 'state_capital_budget'
        )
        and measure = 'total'
),

sums as (
    select
        document_id,
        if(table_id = 'income_expenditure_summary', 'total', 'appropriation') as money,
        coalesce(sum(amount_yuan) filter (
            where line_id in ('carryover.opening', 'balance.use_of_non_appropriation_balance')
        ), 0) as opening_yuan,
        coalesce(sum(amount_yuan) filter (
            where line_id in ('carryover.closing', 'balance.surplus_distribution')
        ), 0) as closing_yuan
    from {{ ref('int_figure') }}
    where table_id in ('income_expenditure_summary', 'fiscal_appropriation_summary') and measure in ('amount', 'total')
    group by document_id, table_id
),

balances as (
    select
        *,
        cast(cast(opening_yuan as decimal(20, 2)) as varchar) as opening_text,
        cast(cast(closing_yuan as decimal(20, 2)) as varchar) as closing_text
    from sums
),

-- Without carryover both are printed from one number; with it, 0.01 may well be a real remainder.
terms as (
    select
        {{ term('total', scope) }},
        case when balances.opening_yuan = 0 and balances.closing_yuan = 0 then 2 * half_step_yuan end as tolerance_yuan
    from income
    inner join balances using (document_id, money)
    union all
    select {{ term('part', scope) }}, null as tolerance_yuan
    from spent
),

flows as (
    select document_id, money, node, -amount_yuan as amount_yuan
    from income
    union all
    select document_id, money, node, amount_yuan
    from spent
),

differences as (
    select document_id, money, node, sum(amount_yuan) as residual_yuan
    from flows
    group by document_id, money, node
),

-- Spending more than was received takes from the opening carryover, spending less goes into the closing one.
remarks as (
    select
        differences.document_id,
        concat_ws(' · ', 'income = expenditure', differences.money, differences.node) as scope,
        cast(null as varchar) as relation, cast(null as varchar) as severity, cast(null as varchar) as obstacle,
        format(
            'The carryover explains the difference: opening {} yuan, closing {} yuan. '
            '差额可由结转和结余解释：年初 {} 元，年末 {} 元。',
            balances.opening_text, balances.closing_text, balances.opening_text, balances.closing_text
        ) as excuse,
        cast(null as varchar) as cause
    from differences
    inner join balances using (document_id, money)
    where
        differences.residual_yuan <> 0
        and differences.residual_yuan between -balances.closing_yuan - 300 and balances.opening_yuan + 300
)

{{ grade(check, tolerance='terms', unless='unread', remarks='remarks') }}
