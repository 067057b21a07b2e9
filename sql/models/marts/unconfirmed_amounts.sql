-- The amounts of current documents that no identity confirms, exactly or within rounding.
with

figures as not materialized (
    select * from {{ ref('int_figure') }}
),

confirmations as not materialized (
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
    figures.label_zh,
    figures.measure,
    figures.published_text,
    coalesce(confirmations.bounding_count, 0) as bounding_count,
    coalesce(confirmations.contradicting_count, 0) as contradicting_count,
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
from figures
left join confirmations on figures.figure_no = confirmations.figure_no
where coalesce(confirmations.confirming_count + confirmations.rounding_count, 0) = 0
