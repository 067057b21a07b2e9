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

rows_of_codes as (
    select distinct document_id, table_id, subject_code, label_zh, row_order, page, y0
    from {{ ref('int_figure') }}
    where
        subject_code is not null
        and table_id in (
            'income', 'expenditure', 'general_public_budget_expenditure', 'government_fund_budget',
            'state_capital_budget'
        )
),

ordered as (
    select
        document_id, table_id, subject_code,
        first(label_zh order by row_order) as label_zh, min(row_order) as row_order,
        min(page) as page, min(y0) as y0
    from rows_of_codes
    group by document_id, table_id, subject_code
),

followed as (
    select *, lag(subject_code) over (partition by document_id, table_id order by row_order) as code_above
    from ordered
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, subject_code) as scope,
        format('Stands below {}. 排在{}之后。', code_above, code_above) as explanation,
        label_zh, page, cast(null as double) as x0, y0, cast(null as double) as x1, cast(null as double) as y1
    from followed
    where subject_code < code_above
)

{{ guarantee(check, text='offences.label_zh') }}
