{%- set check = {
    "check_id": "X.22",
    "title_zh": "两个科目的金额在两表之间没有互换",
    "title_en": "No two codes have each other's amounts in another table",
    "severity": "warn",
    "tolerance": "0: each amount is exactly the other's",
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

figures as (
    select * from {{ ref('int_figure') }} where length(subject_code) = 7 and amount_yuan <> 0
),

differing as (
    select
        figures.document_id, figures.table_id, figures.measure, figures.subject_code, figures.label_zh,
        figures.published_text, figures.amount_yuan, others.amount_yuan as other_yuan, table_pairs.other_table_id,
        figures.page, figures.x0, figures.y0, figures.x1, figures.y1
    from figures
    inner join table_pairs on figures.table_id = table_pairs.table_id and figures.measure = table_pairs.measure
    inner join figures as others
        on
            figures.document_id = others.document_id
            and figures.subject_code = others.subject_code
            and table_pairs.other_table_id = others.table_id
            and table_pairs.other_measure = others.measure
    where figures.amount_yuan <> others.amount_yuan
),

offences as (
    select
        first_rows.document_id,
        concat_ws(
            ' · ', first_rows.table_id, first_rows.measure, first_rows.subject_code, second_rows.subject_code
        ) as scope,
        concat(
            first_rows.subject_code, '与', second_rows.subject_code, '的金额与', first_rows.other_table_id,
            '相比正好互换。The amounts of the two codes stand the other way round in ', first_rows.other_table_id, '.'
        ) as explanation,
        first_rows.published_text as printed,
        first_rows.page, first_rows.x0, first_rows.y0, first_rows.x1, first_rows.y1
    from differing as first_rows
    inner join differing as second_rows
        on
            first_rows.document_id = second_rows.document_id
            and first_rows.table_id = second_rows.table_id
            and first_rows.measure = second_rows.measure
            and first_rows.other_table_id = second_rows.other_table_id
            and first_rows.subject_code < second_rows.subject_code
            and first_rows.amount_yuan = second_rows.other_yuan
            and first_rows.other_yuan = second_rows.amount_yuan
)

{{ guarantee(check, text='offences.printed') }}
