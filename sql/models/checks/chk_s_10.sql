{%- set check = {
    "check_id": "S.10",
    "title_zh": "科目按编码顺序排列",
    "title_en": "Codes stand in ascending order",
    "severity": "info",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

figures as not materialized (
    select *, figure_no // 1000000 as document_no
    from {{ ref('int_figure') }}
    where
        subject_code is not null
        and table_id in (
            'income', 'expenditure', 'general_public_budget_expenditure', 'government_fund_budget',
            'state_capital_budget'
        )
),

ordered as (
    select document_no, table_id, subject_code, min(row_order) as row_order
    from figures
    group by document_no, table_id, subject_code
),

followed as (
    select *, lag(subject_code) over (partition by document_no, table_id order by row_order) as code_above
    from ordered
    qualify subject_code < code_above
),

offences as (
    select
        figures.document_id,
        concat_ws(' · ', figures.table_id, figures.subject_code) as scope,
        format('Stands below {}. 排在{}之后。', followed.code_above, followed.code_above) as explanation,
        arg_min(figures.label_zh, figures.figure_no) as label_zh,
        min(figures.page) as page,
        cast(null as double) as x0,
        min(figures.y0) as y0,
        cast(null as double) as x1,
        cast(null as double) as y1
    from followed
    inner join figures using (document_no, table_id, subject_code)
    group by figures.document_id, figures.table_id, figures.subject_code, followed.code_above
)

{{ guarantee(check, text='offences.label_zh') }}
