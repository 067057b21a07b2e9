-- How many comparisons each figure stands in, by what came of them. Support is used, not confirmed.
-- Four counts are added up as one whole number, 16 bits for each: a figure stands in a few dozen comparisons, and what
-- is added up a hundred million times has to be short.
with

-- Read twice: a hundred million numbers are not kept in memory.
checks as not materialized (
    select
        case
            when state = 'fail' then {{ 2 ** 48 }}
            when relation <> 'equal' then {{ 2 ** 32 }}
            when state = 'rounding' then {{ 2 ** 16 }}
            else 1
        end as outcome,
        figures,
        evidence
    from ({{ union_checks() }})
    where state in ('exact', 'rounding', 'fail')
),

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
),

of_figures as (
    select outcome, unnest(figures) as item
    from checks
    where len(figures) > 0
),

of_others as (
    select outcome, unnest(evidence) as item
    from checks
    where len(evidence) > 0
),

touched as (
    select {{ coded_figure_no('item') }} as figure_no, outcome
    from of_figures
    where not ({{ is_support('item') }})
    union all
    select documents.document_no * 1000000 + of_others.item.number as figure_no, of_others.outcome
    from of_others
    inner join documents on of_others.item.document_id = documents.document_id
    where of_others.item.origin = 'amount' and of_others.item.role <> 'support'
),

added as (
    select figure_no, cast(sum(outcome) as bigint) as outcomes
    from touched
    group by figure_no
)

select
    figure_no,
    outcomes % {{ 2 ** 16 }} as confirming_count,
    outcomes // {{ 2 ** 16 }} % {{ 2 ** 16 }} as rounding_count,
    outcomes // {{ 2 ** 32 }} % {{ 2 ** 16 }} as bounding_count,
    outcomes // {{ 2 ** 48 }} as contradicting_count
from added
