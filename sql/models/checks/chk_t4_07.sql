{%- set check = {
    "check_id": "T4.07",
    "title_zh": "财政拨款总表：每类预算收入＋年初结转＝支出＋年末结转",
    "title_en": "Fiscal appropriation: income and opening of each kind of budget equal its expenditure and closing",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select
        *,
        case
            when side = 'expenditure' then measure
            when line_id like 'carryover.opening.%' then replace(line_id, 'carryover.opening.', '')
            when line_id like 'income.%' then replace(line_id, 'income.', '')
        end as budget
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary'
),

-- A form that prints the opening carryover in one sum does not tell which budget it belongs to.
undivided as (
    select document_id
    from figures
    where line_id like 'carryover.opening%'
    group by document_id
    having
        coalesce(sum(amount_yuan) filter (where line_id = 'carryover.opening'), 0) <> 0
        and count(*) filter (where line_id <> 'carryover.opening') = 0
),

budgets as (
    select *
    from figures
    where
        budget in ('general_public_budget', 'government_fund', 'state_capital')
        and document_id not in (select undivided.document_id from undivided)
),

terms as (
    select {{ term('total', "concat_ws(' · ', table_id, 'balance', budget)") }}
    from budgets
    where side = 'income'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, 'balance', budget)") }}
    from budgets
    where side = 'expenditure' and line_id in ('expenditure.current_total', 'carryover.closing')
)

{{ grade(check) }}
