-- The amounts of current documents that no identity confirms, exactly or within rounding.
with

confirmations as (
    select * from {{ ref('fct_amount_evidence') }} where confirming_count + rounding_count = 0
),

figures as (
    select * from {{ ref('int_figure') }}
)

select
    confirmations.document_id,
    confirmations.unit_id,
    confirmations.fiscal_year,
    confirmations.table_id,
    confirmations.side,
    confirmations.subject_code,
    confirmations.line_id,
    figures.label_zh,
    confirmations.measure,
    figures.published_text,
    confirmations.bounding_count,
    confirmations.contradicting_count,
    case
        when confirmations.contradicting_count > 0 then 'contradicted'
        when confirmations.bounding_count > 0 then 'only_bounded'
        else 'untouched'
    end as reason,
    figures.page,
    figures.x0,
    figures.y0,
    figures.x1,
    figures.y1
from confirmations
inner join figures
    on
        confirmations.document_id = figures.document_id
        and confirmations.table_id = figures.table_id
        and confirmations.measure = figures.measure
        and coalesce(confirmations.subject_code, confirmations.line_id, '')
        = coalesce(figures.subject_code, figures.line_id, '')
        and coalesce(confirmations.side, '') = coalesce(figures.side, '')
