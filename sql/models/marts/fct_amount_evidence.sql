-- How many identities confirm and contradict each amount of a current document. A bound (at least, at most) confirms
-- nothing: it is counted apart.
with

figures as (
    select * from {{ ref('int_figure') }}
),

evidence as (
    select *
    from {{ ref('fct_check_evidence') }}
    where origin = 'amount' and role <> 'support'
),

counted as (
    select
        printed_in_document_id, table_id, side, subject_code, line_id, measure,
        count(*) filter (where relation = 'equal' and state = 'exact') as confirming_count,
        count(*) filter (where relation = 'equal' and state = 'rounding') as rounding_count,
        count(*) filter (where relation <> 'equal' and state in ('exact', 'rounding')) as bounding_count,
        count(*) filter (where state = 'fail') as contradicting_count
    from evidence
    group by printed_in_document_id, table_id, side, subject_code, line_id, measure
)

select
    figures.document_id,
    figures.unit_id,
    figures.fiscal_year,
    figures.table_id,
    figures.side,
    figures.subject_code,
    figures.line_id,
    figures.measure,
    coalesce(counted.confirming_count, 0) as confirming_count,
    coalesce(counted.rounding_count, 0) as rounding_count,
    coalesce(counted.bounding_count, 0) as bounding_count,
    coalesce(counted.contradicting_count, 0) as contradicting_count
from figures
left join counted
    on
        figures.document_id = counted.printed_in_document_id
        and figures.table_id = counted.table_id
        and figures.measure = counted.measure
        and coalesce(figures.subject_code, figures.line_id, '') = coalesce(counted.subject_code, counted.line_id, '')
        and coalesce(figures.side, '') = coalesce(counted.side, '')
