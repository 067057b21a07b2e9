{%- set check = {
    "check_id": "T1.08",
    "title_zh": "收入支出决算总表：总计未印出时，年末结转＝年初结转＋本年收入＋使用非财政拨款结余－本年支出－结余分配",
    "title_en": "Summary: where a grand total is not printed, closing carryover follows from opening, income and expenditure",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select
        *,
        count(*) filter (where line_id in ('total.income_side', 'total.expenditure_side'))
            over (partition by document_id) as grand_total_count
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary'
),

-- With both grand totals T1.02, T1.04 and T1.05 say the same, in sharper terms.
balances as (
    select * from figures where grand_total_count < 2
),

terms as (
    select {{ term('total', "'income_expenditure_summary · carryover.closing'") }}
    from balances
    where line_id = 'carryover.closing'
    union all
    select {{ term('part', "'income_expenditure_summary · carryover.closing'") }}
    from balances
    where line_id in ('carryover.opening', 'income.current_total', 'balance.use_of_non_appropriation_balance')
    union all
    select {{ term('part', "'income_expenditure_summary · carryover.closing'", -1) }}
    from balances
    where line_id in ('expenditure.current_total', 'balance.surplus_distribution')
)

{{ grade(check) }}
