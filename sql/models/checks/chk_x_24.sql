{%- set check = {
    "check_id": "X.24",
    "title_zh": "收入决算表与支出表相邻科目的金额没有互换",
    "title_en": "No neighbouring codes of the income table look exchanged against what was spent under them",
    "severity": "info",
    "tolerance": "exchanging the two amounts takes nine tenths of the difference away, or one equals its neighbour's exactly",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

-- Where money is carried over, income and expenditure of a code differ, and X.12 lets that pass; two rows that changed
-- places hide in it. They show when each would fit the other's expenditure. Codes with all amounts alike are X.22.
with

table_pairs (table_id, measure, other_table_id, other_measure) as (
    values
    ('income', 'fiscal_appropriation', 'general_public_budget_expenditure', 'total'),
    ('income', 'total', 'expenditure', 'total')
),

figures as not materialized (
    select * from {{ ref('int_figure') }} where length(subject_code) = 7
),

received as (
    select
        figures.*, table_pairs.other_table_id, spent.amount_yuan as spent_yuan,
        lead(figures.subject_code) over rows_below as next_code,
        lead(figures.amount_yuan) over rows_below as next_yuan,
        lead(spent.amount_yuan) over rows_below as next_spent_yuan
    from figures
    inner join table_pairs on figures.table_id = table_pairs.table_id and figures.measure = table_pairs.measure
    inner join figures as spent
        on
            figures.document_id = spent.document_id
            and figures.subject_code = spent.subject_code
            and table_pairs.other_table_id = spent.table_id
            and table_pairs.other_measure = spent.measure
    where figures.amount_yuan <> 0 and spent.amount_yuan <> 0
    window rows_below as (
        partition by figures.document_id, figures.table_id, figures.measure order by figures.row_order
    )
),

compared as (
    select
        *,
        abs(amount_yuan - spent_yuan) + abs(next_yuan - next_spent_yuan) as as_printed_yuan,
        abs(amount_yuan - next_spent_yuan) + abs(next_yuan - spent_yuan) as exchanged_yuan,
        -- A round amount is its neighbour's by chance: only one of five digits is the neighbour's own.
        amount_yuan = next_spent_yuan and amount_yuan >= 100000 and amount_yuan % 10000 <> 0 as has_next_amount,
        next_yuan = spent_yuan and next_yuan >= 100000 and next_yuan % 10000 <> 0 as has_amount_above
    from received
    where amount_yuan <> spent_yuan and next_yuan <> next_spent_yuan
),

exchanged as (
    select
        document_id, table_id, other_table_id,
        concat_ws(' · ', table_id, measure, subject_code, next_code) as scope,
        concat(
            subject_code, '与', next_code, '的收入（', {{ as_wan('amount_yuan') }}, '、',
            {{ as_wan('next_yuan') }}, '）互换后才与', other_table_id, '的支出（',
            {{ as_wan('spent_yuan') }}, '、', {{ as_wan('next_spent_yuan') }},
            '）相称，请核对是否错行。The two amounts would fit what was spent if they stood in each other''s row.'
        ) as explanation,
        published_text, page, x0, y0, x1, y1
    from compared
    where
        (10 * exchanged_yuan <= as_printed_yuan or has_next_amount or has_amount_above)
        and exchanged_yuan > 0
),

-- Rows that our reading did not understand, or settled by help of identities, do not speak against the publisher.
unsure as (
    select distinct
        exchanged.document_id,
        'Amounts or rows of the tables were not understood. 表中有未读准的数或未识别的行。' as reason
    from exchanged
    inner join {{ ref('int_table_state') }} as states
        on
            exchanged.document_id = states.document_id
            and states.table_id in (exchanged.table_id, exchanged.other_table_id)
            and states.unread_row_count > 0
),

offences as (
    select * from exchanged
)

{{ guarantee(check, text='offences.published_text', unless='unsure') }}
