{%- set check = {
    "check_id": "T6.05",
    "title_zh": "基本支出决算表：款的合计与类的尾差在舍入能够解释的范围内",
    "title_en": "Basic expenditure: what the items of a class lack or exceed is no more than rounding makes once in ten thousand sums",
    "severity": "warn",
    "tolerance": "half a printed step and 3.9 standard deviations of the sum of the rounding errors",
    "source": "independent rounding errors lie evenly within half a step: the variance of each is a third of its square 舍入误差的方差",
    "tables": ["basic_expenditure"],
} -%}
{{ config(meta=check) }}

-- The worst case that T6.01 allows, every item off by half a step in one direction, grows with the number of items;
-- what rounding really makes grows with its root. Of twenty items the worst case is 10 steps, and 5 are one sum in ten
-- thousand. Only an item or the class printed wrong explains more. With fewer than eight items both are the same.
with

untestable as (
    select
        document_id,
        'Rows were not understood in the table, or it was not found. 表中有未识别的行，或未找到该表。' as reason
    from {{ ref('int_table_state') }}
    where table_id = 'basic_expenditure' and (state in ('missing', 'unrecognized') or unread_row_count > 0)
),

nodes as (
    select * from {{ ref('int_hierarchy') }} where table_id = 'basic_expenditure'
),

items as (
    select
        document_id, parent_node, measure,
        sum(amount_yuan) as amount_yuan,
        sum(half_step_yuan) as worst_yuan,
        cast(sum(half_step_yuan * half_step_yuan) as decimal(32, 6)) as square_yuan,
        count(*) as item_count
    from nodes
    where parent_node is not null and amount_yuan <> 0
    group by document_id, parent_node, measure
),

differences as (
    select
        classes.*,
        items.item_count,
        abs(items.amount_yuan - classes.amount_yuan) as difference_yuan,
        items.worst_yuan + classes.half_step_yuan as most_yuan,
        items.square_yuan + cast(classes.half_step_yuan * classes.half_step_yuan as decimal(32, 6)) as square_yuan
    from nodes as classes
    inner join items
        on
            classes.document_id = items.document_id
            and classes.node = items.parent_node
            and classes.measure = items.measure
    where classes.is_parent
),

-- Beyond the worst case T6.01 fails, and there is nothing to add. Squares are compared, so that money stays decimal.
odd as (
    select * from differences
    where
        difference_yuan between half_step_yuan and most_yuan
        and 3 * cast((difference_yuan - half_step_yuan) * (difference_yuan - half_step_yuan) as decimal(32, 6))
        > 15.21 * square_yuan
),

offences as (
    select
        odd.document_id,
        concat_ws(' · ', odd.table_id, odd.node, odd.measure) as scope,
        concat(
            '类与', odd.item_count, '个款之和相差', cast(odd.difference_yuan as decimal(20, 2)),
            '元，独立舍入的误差万次中不足一次有这么大，请核对各款。The class and the sum of its ', odd.item_count,
            ' items differ by ', cast(odd.difference_yuan as decimal(20, 2)),
            ' yuan; rounding makes that less than once in ten thousand sums.'
        ) as explanation,
        figures.published_text, figures.page, figures.x0, figures.y0, figures.x1, figures.y1
    from odd
    inner join {{ ref('int_figure') }} as figures on odd.figure_no = figures.figure_no
)

{{ guarantee(check, text='offences.published_text', unless='untestable') }}
