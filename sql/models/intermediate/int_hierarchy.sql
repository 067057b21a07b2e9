-- The rows of one-sided tables as trees: each figure with the nearest printed row above it. Forms leave levels out: an
-- item whose section is not printed belongs to its class, a class to the row 合计. Basic expenditure has no such row
-- of its own level: its classes add up to 人员经费 and 公用经费 (T6.02, T6.03).
with

figures as (
    select
        *,
        coalesce(subject_code, line_id) as node,
        figure_no // 1000000 as document_no
    from {{ ref('int_figure') }}
    where
        table_id in (
            'income', 'expenditure', 'general_public_budget_expenditure', 'basic_expenditure', 'government_fund_budget',
            'state_capital_budget'
        )
),

nodes as (
    select document_no, table_id, node, any_value(subject_code) as subject_code
    from figures
    group by document_no, table_id, node
),

parents as (
    select
        nodes.document_no, nodes.table_id, nodes.node, coalesce(sections.node, classes.node, tops.node) as parent_node
    from nodes
    left join nodes as sections
        on
            nodes.document_no = sections.document_no
            and nodes.table_id = sections.table_id
            and if(length(nodes.subject_code) > 5, left(nodes.subject_code, 5), null) = sections.node
    left join nodes as classes
        on
            nodes.document_no = classes.document_no
            and nodes.table_id = classes.table_id
            and if(length(nodes.subject_code) > 3, left(nodes.subject_code, 3), null) = classes.node
    left join nodes as tops
        on
            nodes.document_no = tops.document_no
            and nodes.table_id = tops.table_id
            and if(nodes.subject_code is not null and nodes.table_id <> 'basic_expenditure', 'total', null) = tops.node
),

upper_nodes as (
    select distinct document_no, table_id, parent_node
    from parents
    where parent_node is not null
),

kinds as (
    select
        parents.*,
        upper_nodes.parent_node is not null as is_parent
    from parents
    left join upper_nodes
        on
            parents.document_no = upper_nodes.document_no
            and parents.table_id = upper_nodes.table_id
            and parents.node = upper_nodes.parent_node
)

select figures.* exclude (document_no), kinds.parent_node, kinds.is_parent
from figures
inner join kinds
    on
        figures.document_no = kinds.document_no
        and figures.table_id = kinds.table_id
        and figures.node = kinds.node
