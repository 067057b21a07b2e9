{%- set check = {
    "check_id": "X.20",
    "title_zh": "空表与总表一致：政府性基金、国有资本经营表为空当且仅当总表该栏无数",
    "title_en": "A table is published empty just where the appropriation summary has no such money",
    "severity": "error",
    "tolerance": "0: an empty table says that there is nothing",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

states as (
    select
        document_id, table_id, state,
        case table_id when 'government_fund_budget' then 'government_fund' else 'state_capital' end as budget
    from {{ ref('int_table_state') }}
    where table_id in ('government_fund_budget', 'state_capital_budget') and state = 'blank'
),

summary as (
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

-- The empty table says zero; a filled one is compared by X.08 and X.09.
terms as (
    select
        summary.document_id,
        concat_ws(' · ', states.table_id, 'empty', summary.side, summary.line_id) as scope,
        'total' as role, summary.amount_yuan, summary.half_step_yuan,
        summary.figure_no, 1 as sign
    from summary
    inner join states using (document_id, budget)
)

{{ grade(check, tolerance='none') }}
