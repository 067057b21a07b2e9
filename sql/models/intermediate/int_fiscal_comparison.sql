-- Expenditure by code and column, all of it and the part paid from fiscal appropriation, and what may lie between them:
-- nothing where the code above has no other money either, or where the two summaries are the same.
-- Rows are found by the number of their document, which is short.
with

expenditure as (
    select document_id, figure_no // 1000000 as document_no, node, parent_node, measure, amount_yuan
    from {{ ref('int_hierarchy') }}
    where table_id = 'expenditure' and measure in ('total', 'basic', 'project')
),

appropriation as (
    select figure_no // 1000000 as document_no, node, measure, sum(amount_yuan) as amount_yuan
    from {{ ref('int_hierarchy') }}
    where
        table_id in ('general_public_budget_expenditure', 'government_fund_budget', 'state_capital_budget')
        and measure in ('total', 'basic', 'project')
    group by document_no, node, measure
),

summaries as (
    select
        figure_no // 1000000 as document_no,
        sum(case when table_id = 'income_expenditure_summary' then amount_yuan else -amount_yuan end) as difference
    from {{ ref('int_figure') }}
    where
        line_id = 'expenditure.current_total'
        and (
            table_id = 'income_expenditure_summary'
            or table_id = 'fiscal_appropriation_summary' and measure = 'total'
        )
    group by document_no
    having count(distinct table_id) = 2
),

compared as (
    select
        expenditure.document_id,
        expenditure.document_no,
        expenditure.node,
        expenditure.parent_node,
        expenditure.measure,
        expenditure.amount_yuan - coalesce(appropriation.amount_yuan, 0) as difference
    from expenditure
    left join appropriation
        on
            expenditure.document_no = appropriation.document_no
            and expenditure.node = appropriation.node
            and expenditure.measure = appropriation.measure
)

select
    compared.document_id,
    compared.node,
    compared.measure,
    compared.difference,
    -- Two printed numbers of one amount differ by at most 0.01 in 万元.
    abs(coalesce(above.difference, case when compared.parent_node is null then summaries.difference end, 1000000))
    <= 100 as has_only_appropriation
from compared
left join compared as above
    on
        compared.document_no = above.document_no
        and compared.parent_node = above.node
        and compared.measure = above.measure
left join summaries on compared.document_no = summaries.document_no
