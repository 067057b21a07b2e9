-- What a current document prints for one meaning (table, side, code or line, measure), once: tables repeat rows on each
-- page. Rows whose meaning is unknown are left out here and counted in int_table_state.
with

amounts as not materialized (
    select * from {{ ref('fct_amount') }} where is_current
),

documents as (
    select * from {{ ref('int_current_document') }}
),

units_of_measure as (
    select
        published_unit,
        cast(
            cast(half_step as decimal(20, 6)) * cast(coalesce(yuan_factor, '1') as decimal(12, 0)) as decimal(20, 4)
        ) as half_step_yuan
    from {{ source('reference', 'published_units') }}
),

-- A number for each figure, in the order of the page: checks keep it instead of the figure itself. Reading the amounts
-- twice is cheaper than keeping 20 million such rows.
prints as not materialized (
    select
        amounts.document_id,
        amounts.unit_id,
        amounts.fiscal_year,
        amounts.table_id,
        amounts.side,
        amounts.subject_code,
        if(amounts.subject_code is null, amounts.line_id, null) as line_id,
        amounts.measure,
        cast(coalesce(amounts.amount_yuan, amounts.published_amount) as decimal(20, 4)) as amount_yuan,
        units_of_measure.half_step_yuan,
        amounts.label_zh,
        amounts.published_text,
        amounts.row_order,
        amounts.page,
        amounts.x0,
        amounts.y0,
        amounts.x1,
        amounts.y1,
        documents.document_no * 1000000 + amounts.amount_no as figure_no,
        documents.document_no
    from amounts
    inner join documents on amounts.document_id = documents.document_id
    left join units_of_measure on amounts.published_unit = units_of_measure.published_unit
    where
        amounts.subject_code is not null
        or amounts.line_id is not null
        or amounts.table_id = 'three_public_expenses'
),

-- Few documents print a meaning more than once; in them a hash tells where to look.
repeating as (
    select distinct document_no
    from (
        select document_no
        from prints
        group by document_no, hash(table_id, side, coalesce(subject_code, line_id), measure)
        having count(*) > 1
    ) as repeated
),

gathered as (
    select
        document_id,
        unit_id,
        fiscal_year,
        table_id,
        side,
        subject_code,
        line_id,
        measure,
        arg_min(amount_yuan, figure_no) as amount_yuan,
        arg_min(half_step_yuan, figure_no) as half_step_yuan,
        arg_min(label_zh, figure_no) as label_zh,
        arg_min(published_text, figure_no) as published_text,
        arg_min(row_order, figure_no) as row_order,
        -- Null where the meaning is printed once.
        nullif(count(*), 1) as print_count,
        if(count(*) > 1, min(amount_yuan), null) as lowest_amount,
        if(count(*) > 1, max(amount_yuan), null) as highest_amount,
        arg_min(page, figure_no) as page,
        arg_min(x0, figure_no) as x0,
        arg_min(y0, figure_no) as y0,
        arg_min(x1, figure_no) as x1,
        arg_min(y1, figure_no) as y1,
        min(figure_no) as figure_no
    from prints
    semi join repeating on prints.document_no = repeating.document_no
    group by document_id, unit_id, fiscal_year, table_id, side, subject_code, line_id, measure
)

select
    document_id,
    unit_id,
    fiscal_year,
    table_id,
    side,
    subject_code,
    line_id,
    measure,
    amount_yuan,
    half_step_yuan,
    label_zh,
    published_text,
    row_order,
    cast(null as bigint) as print_count,
    cast(null as decimal(20, 4)) as lowest_amount,
    cast(null as decimal(20, 4)) as highest_amount,
    page,
    x0,
    y0,
    x1,
    y1,
    figure_no
from prints
anti join repeating on prints.document_no = repeating.document_no
union all by name
select * from gathered
