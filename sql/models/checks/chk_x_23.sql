{%- set check = {
    "check_id": "X.23",
    "title_zh": "一表列有项级科目、另一表同一款有数而无项的，缺行",
    "title_en": "No row is missing below a section whose items another table prints",
    "severity": "warn",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

table_pairs (table_id, measure, other_table_id, other_measure) as (
    values
    ('income', 'fiscal_appropriation', 'general_public_budget_expenditure', 'total'),
    ('income', 'total', 'expenditure', 'total'),
    ('general_public_budget_expenditure', 'total', 'expenditure', 'total')
),

figures as not materialized (
    select *
    from {{ ref('int_figure') }}
    where subject_code is not null and amount_yuan <> 0
),

tables_with_items as (
    select document_id, table_id, measure
    from figures
    where length(subject_code) = 7
    group by document_id, table_id, measure
),

sections as (
    select figures.*
    from figures
    inner join tables_with_items using (document_id, table_id, measure)
    anti join figures as items
        on
            figures.document_id = items.document_id
            and figures.table_id = items.table_id
            and figures.measure = items.measure
            and length(items.subject_code) = 7
            and figures.subject_code = left(items.subject_code, 5)
    where length(figures.subject_code) = 5
),

both_ways as (
    select * from table_pairs
    union all
    select other_table_id, other_measure, table_id, measure from table_pairs
),

offences as (
    select
        sections.document_id,
        concat_ws(' · ', sections.table_id, sections.measure, sections.subject_code) as scope,
        concat(
            sections.subject_code, sections.label_zh, '下没有项级行，而', min(items.table_id), '列有',
            string_agg(distinct items.subject_code, '、' order by items.subject_code),
            '。No item is printed below this section, though another table prints some.'
        ) as explanation,
        any_value(sections.published_text) as printed,
        any_value(sections.page) as page,
        any_value(sections.x0) as x0,
        any_value(sections.y0) as y0,
        any_value(sections.x1) as x1,
        any_value(sections.y1) as y1
    from sections
    inner join both_ways on sections.table_id = both_ways.table_id and sections.measure = both_ways.measure
    inner join figures as items
        on
            sections.document_id = items.document_id
            and both_ways.other_table_id = items.table_id
            and both_ways.other_measure = items.measure
            and length(items.subject_code) = 7
            and sections.subject_code = left(items.subject_code, 5)
    group by sections.document_id, sections.table_id, sections.measure, sections.subject_code, sections.label_zh
)

{{ guarantee(check, text='offences.printed') }}
