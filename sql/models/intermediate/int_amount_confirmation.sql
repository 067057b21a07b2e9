-- How many comparisons each figure stands in, by what came of them. Support is used, not confirmed.
with

-- Read twice: a hundred million numbers are not kept in memory.
checks as not materialized (
    select relation, state, figures, evidence
    from ({{ union_checks() }})
    where state in ('exact', 'rounding', 'fail')
),

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
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
    select {{ coded_figure_no('item') }} as figure_no, relation, state
    from of_figures
    where {{ coded_role('item') }} <> 'support'
    union all
    select documents.document_no * 1000000 + of_others.item.number as figure_no, of_others.relation, of_others.state
    from of_others
    inner join documents on of_others.item.document_id = documents.document_id
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
