-- How many identities confirm and contradict each amount of a current document. A bound (at least, at most) confirms
-- nothing: it is counted apart.
with

figures as (
    select * from {{ ref('int_figure') }}
),

confirmations as (
    select * from {{ ref('int_amount_confirmation') }}
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
    coalesce(confirmations.confirming_count, 0) as confirming_count,
    coalesce(confirmations.rounding_count, 0) as rounding_count,
    coalesce(confirmations.bounding_count, 0) as bounding_count,
    coalesce(confirmations.contradicting_count, 0) as contradicting_count,
    {{ evidence_state(evidence_rank('confirmations')) }} as evidence_state
from figures
left join confirmations on figures.figure_no = confirmations.figure_no
