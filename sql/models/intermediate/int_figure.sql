-- What a current document prints for one meaning (table, side, code or line, measure), once: tables repeat rows on each
-- page. Rows whose meaning is unknown are left out here and counted in int_table_state.
with

amounts as (
    select * from {{ ref('fct_amount') }} where is_current
),

units_of_measure as (
    select * from {{ source('reference', 'published_units') }}
),

document_numbers as (
    select document_id, row_number() over (order by document_id) as document_no
    from {{ ref('int_current_document') }}
),

figures as (
    select
        amounts.document_id,
        -- The document that prints it, also where a check lends the figure to another document (the year after).
        amounts.document_id as printed_in_document_id,
        amounts.unit_id,
        amounts.fiscal_year,
        amounts.table_id,
        amounts.side,
        amounts.subject_code,
        case when amounts.subject_code is null then amounts.line_id end as line_id,
        amounts.measure,
        first(coalesce(amounts.amount_yuan, amounts.published_amount) order by amounts.table_no, amounts.row_order)
            as amount_yuan,
        first(
            cast(units_of_measure.half_step as decimal(20, 6))
            * cast(coalesce(units_of_measure.yuan_factor, '1') as decimal(20, 0))
            order by amounts.table_no, amounts.row_order
        ) as half_step_yuan,
        first(amounts.label_zh order by amounts.table_no, amounts.row_order) as label_zh,
        first(amounts.published_text order by amounts.table_no, amounts.row_order) as published_text,
        first(amounts.row_order order by amounts.table_no, amounts.row_order) as row_order,
        count(*) as print_count,
        min(coalesce(amounts.amount_yuan, amounts.published_amount)) as lowest_amount,
        max(coalesce(amounts.amount_yuan, amounts.published_amount)) as highest_amount,
        first(amounts.page order by amounts.table_no, amounts.row_order) as page,
        first(amounts.x0 order by amounts.table_no, amounts.row_order) as x0,
        first(amounts.y0 order by amounts.table_no, amounts.row_order) as y0,
        first(amounts.x1 order by amounts.table_no, amounts.row_order) as x1,
        first(amounts.y1 order by amounts.table_no, amounts.row_order) as y1
    from amounts
    left join units_of_measure on amounts.published_unit = units_of_measure.published_unit
    where
        amounts.subject_code is not null
        or amounts.line_id is not null
        or amounts.table_id = 'three_public_expenses'
    group by
        amounts.document_id, amounts.unit_id, amounts.fiscal_year, amounts.table_id, amounts.side, amounts.subject_code,
        case when amounts.subject_code is null then amounts.line_id end, amounts.measure
)

-- A number for each figure, in the order of the page: checks keep it instead of the figure itself.
select
    figures.*,
    document_numbers.document_no * 1000000 + row_number() over (
        partition by document_numbers.document_no
        order by figures.page, figures.y0, figures.x0, figures.table_id, figures.row_order, figures.measure
    ) as figure_no
from figures
inner join document_numbers on figures.document_id = document_numbers.document_id
