-- How many comparisons each figure stands in, by what came of them. Support is used, not confirmed.
with

checks as (
    select relation, state, figures, evidence from ({{ union_checks() }})
),

figures as (
    select * from {{ ref('int_figure') }}
),

of_figures as (
    select relation, state, unnest(figures) as item
    from checks
    where len(figures) > 0
),

of_others as (
    select relation, state, unnest(evidence) as item
    from checks
    where len(evidence) > 0
),

touched as (
    select of_figures.item.figure_no, of_figures.relation, of_figures.state
    from of_figures
    where of_figures.item.rank < 3
    union all
    select figures.figure_no, of_others.relation, of_others.state
    from of_others
    inner join figures
        on
            of_others.item.document_id = figures.document_id
            and of_others.item.table_id = figures.table_id
            and of_others.item.measure = figures.measure
            and coalesce(of_others.item.subject_code, of_others.item.line_id, '')
            = coalesce(figures.subject_code, figures.line_id, '')
            and coalesce(of_others.item.side, '') = coalesce(figures.side, '')
    where of_others.item.origin = 'amount' and of_others.item.role <> 'support'
)

select
    figure_no,
    count(*) filter (where relation = 'equal' and state = 'exact') as confirming_count,
    count(*) filter (where relation = 'equal' and state = 'rounding') as rounding_count,
    count(*) filter (where relation <> 'equal' and state in ('exact', 'rounding')) as bounding_count,
    count(*) filter (where state = 'fail') as contradicting_count
from touched
group by figure_no
