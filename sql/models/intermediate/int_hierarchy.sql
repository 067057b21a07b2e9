-- The rows of one-sided tables as trees: each figure with the nearest printed row above it. Forms leave levels out: an
-- item whose section is not printed belongs to its class, a class to the row 合计. Basic expenditure has no such row
-- of its own level: its classes add up to 人员经费 and 公用经费 (T6.02, T6.03).
with

figures as (
    select *, coalesce(subject_code, line_id) as node
    from {{ ref('int_figure') }}
    where
        table_id in (
            'income', 'expenditure', 'general_public_budget_expenditure', 'basic_expenditure', 'government_fund_budget',
            'state_capital_budget'
        )
),

nodes as (
    select distinct
        document_id, table_id, node,
        if(length(subject_code) > 5, left(subject_code, 5), null) as section,
        if(length(subject_code) > 3, left(subject_code, 3), null) as class,
        if(subject_code is not null and table_id <> 'basic_expenditure', 'total', null) as top
    from figures
),

parents as (
    select
        nodes.document_id, nodes.table_id, nodes.node, coalesce(sections.node, classes.node, tops.node) as parent_node
    from nodes
    left join nodes as sections
        on
            nodes.document_id = sections.document_id
            and nodes.table_id = sections.table_id
            and nodes.section = sections.node
    left join nodes as classes
        on
            nodes.document_id = classes.document_id
            and nodes.table_id = classes.table_id
            and nodes.class = classes.node
    left join nodes as tops
        on nodes.document_id = tops.document_id and nodes.table_id = tops.table_id and nodes.top = tops.node
),

kinds as (
    select
        *,
        (document_id, table_id, node) in (
            select (children.document_id, children.table_id, children.parent_node)
            from parents as children
            where children.parent_node is not null
        ) as is_parent
    from parents
)

select figures.*, kinds.parent_node, kinds.is_parent
from figures
inner join kinds
    on
        figures.document_id = kinds.document_id
        and figures.table_id = kinds.table_id
        and figures.node = kinds.node
