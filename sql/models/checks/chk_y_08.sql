{%- set check = {
    "check_id": "Y.08",
    "title_zh": "基本支出相邻两款与上年相比没有互换",
    "title_en": "No neighbouring items of basic expenditure look exchanged against the year before",
    "severity": "info",
    "tolerance": "exchanging the two amounts takes nine tenths of the difference to last year's away, the change of their class allowed for",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": ["basic_expenditure"],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

-- Two items of one class that changed places leave every sum as it was; only what was spent on them before tells.
with

unread as (
    {{ untestable_years(['basic_expenditure']) }}
),

untestable as (
    select document_id, reason from unread
    union all
    select states.document_id, 'Rows were not understood in the table. 表中有未识别的行。' as reason
    from {{ ref('int_table_state') }} as states
    anti join unread on states.document_id = unread.document_id
    where
        states.table_id = 'basic_expenditure'
        and (states.state in ('missing', 'unrecognized') or states.unread_row_count > 0)
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure' and subject_code is not null and amount_yuan > 0
),

priors as (
    {{ lent_to_next_year('figures') }}
),

both_years as (
    select
        figures.document_id, figures.table_id, figures.subject_code, figures.label_zh, figures.published_text,
        figures.row_order, figures.amount_yuan, figures.page, figures.x0, figures.y0, figures.x1, figures.y1,
        left(figures.subject_code, 3) as class,
        priors.amount_yuan as prior_yuan
    from figures
    inner join priors on figures.document_id = priors.document_id and figures.subject_code = priors.subject_code
),

-- Cross-multiplied with both totals of the class, so that its growth is allowed for and money stays decimal: this
-- year's amount times last year's class against last year's amount times this year's class, each in whole yuan.
scaled as (
    select
        items.* exclude (amount_yuan, prior_yuan),
        cast(items.amount_yuan as decimal(17, 0)) * cast(classes.prior_yuan as decimal(17, 0)) as weight,
        cast(items.prior_yuan as decimal(17, 0)) * cast(classes.amount_yuan as decimal(17, 0)) as prior_weight
    from both_years as items
    inner join both_years as classes
        on items.document_id = classes.document_id and items.class = classes.subject_code
    where length(items.subject_code) = 5
),

neighbours as (
    select
        *,
        lead(subject_code) over rows_below as next_code,
        lead(label_zh) over rows_below as next_label_zh,
        lead(weight) over rows_below as next_weight,
        lead(prior_weight) over rows_below as next_prior_weight
    from scaled
    window rows_below as (partition by document_id, class order by row_order)
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, subject_code, next_code) as scope,
        concat(
            label_zh, '与', next_label_zh, '的金额互换后才与上年相称，请核对是否错行。',
            'The amounts of these two items would fit those of the year before if they stood in each other''s row.'
        ) as explanation,
        published_text, page, x0, y0, x1, y1
    from neighbours
    where
        -- Two items that are nearly alike cannot be told apart.
        10 * abs(weight - next_weight) > greatest(weight, next_weight)
        and 10 * (abs(weight - next_prior_weight) + abs(next_weight - prior_weight))
        <= abs(weight - prior_weight) + abs(next_weight - next_prior_weight)
)

{{ guarantee(check, text='offences.published_text', unless='untestable') }}
