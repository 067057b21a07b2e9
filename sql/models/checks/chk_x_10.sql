{%- set check = {
    "check_id": "X.10",
    "title_zh": "财政拨款支出（一般公共预算＋政府性基金＋国有资本经营）不大于支出决算表同科目；无其他资金时相等",
    "title_en": "Expenditure from fiscal appropriation is at most all expenditure of the same code, and equal where there is no other money",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["expenditure", "general_public_budget_expenditure"],
} -%}
{%- set scope = "concat_ws(' · ', 'appropriation <= expenditure', node, measure)" -%}
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

terms as (
    select {{ term('total', scope) }}
    from {{ ref('int_hierarchy') }}
    where table_id = 'expenditure' and measure in ('total', 'basic', 'project')
    union all
    select {{ term('part', scope) }}
    from {{ ref('int_hierarchy') }}
    where
        table_id in ('general_public_budget_expenditure', 'government_fund_budget', 'state_capital_budget')
        and measure in ('total', 'basic', 'project')
),

remarks as (
    select
        document_id, {{ scope }} as scope, if(has_only_appropriation, 'equal', 'at_most') as relation,
        cast(null as varchar) as severity, cast(null as varchar) as obstacle, cast(null as varchar) as excuse,
        cast(null as varchar) as cause
    from {{ ref('int_fiscal_comparison') }}
)

{{ grade(check, relation='at_most', unless='unread', remarks='remarks') }}
