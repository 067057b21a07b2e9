-- The rows of one-sided tables as trees: each figure with the nearest printed row above it. Forms leave levels out: an
-- item whose section is not printed belongs to its class, a class to the row 合计. Basic expenditure has no such row
-- of its own level: its classes add up to 人员经费 and 公用经费 (T6.02, T6.03).
-- Where a figure stands on its page is said by int_figure alone.
-- Rows are found by the number of their document and a hash of table and code: both are short, and two rows of one
-- document do not have one hash.
with

figures as not materialized (
    select
        figure_no,
        document_id,
        table_id,
        subject_code,
        measure,
        amount_yuan,
        half_step_yuan,
        coalesce(subject_code, line_id) as node,
        figure_no // 1000000 as document_no,
        hash(table_id, coalesce(subject_code, line_id)) as place
    from {{ ref('int_figure') }}
    where
        table_id in (
            'income', 'expenditure', 'general_public_budget_expenditure', 'basic_expenditure', 'government_fund_budget',
            'state_capital_budget'
        )
),

nodes as (
    select
        document_no,
        place,
        any_value(table_id) as table_id,
        any_value(subject_code) as subject_code,
        any_value(node) as node
    from figures
    group by document_no, place
),

uppers as (
    select document_no, place, node
    from nodes
    where length(subject_code) in (3, 5) or node = 'total'
),

parents as (
    select
        nodes.document_no,
        nodes.place,
        coalesce(sections.node, classes.node, tops.node) as parent_node,
        coalesce(sections.place, classes.place, tops.place) as parent_place
    from nodes
    left join uppers as sections
        on
            nodes.document_no = sections.document_no
            and hash(nodes.table_id, if(length(nodes.subject_code) > 5, left(nodes.subject_code, 5), null))
            = sections.place
    left join uppers as classes
        on
            nodes.document_no = classes.document_no
            and hash(nodes.table_id, if(length(nodes.subject_code) > 3, left(nodes.subject_code, 3), null))
            = classes.place
    left join uppers as tops
        on
            nodes.document_no = tops.document_no
            and hash(
                nodes.table_id,
                if(nodes.subject_code is not null and nodes.table_id <> 'basic_expenditure', 'total', null)
            ) = tops.place
),

upper_places as (
    select distinct document_no, parent_place
    from parents
    where parent_place is not null
),

-- Kept, so that the rows above are looked for among rows, not among their figures.
kinds as materialized (
    select
        parents.document_no,
        parents.place,
        parents.parent_node,
        upper_places.parent_place is not null as is_parent
    from parents
    left join upper_places
        on parents.document_no = upper_places.document_no and parents.place = upper_places.parent_place
)

select figures.* exclude (document_no, place), kinds.parent_node, kinds.is_parent
from figures
inner join kinds on figures.document_no = kinds.document_no and figures.place = kinds.place
