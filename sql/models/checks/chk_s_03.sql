{%- set check = {
    "check_id": "S.03",
    "title_zh": "科目与金额没有错行",
    "title_en": "Amounts stand in the rows of their codes: no shift of rows against the expenditure table",
    "severity": "error",
    "tolerance": "more rows shifted than aligned, and at least three",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

expected as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'expenditure' and subject_code is not null and measure = 'total'
),

printed as (
    select
        *,
        lag(amount_yuan) over (partition by document_id, table_id order by row_order) as row_above_yuan,
        lead(amount_yuan) over (partition by document_id, table_id order by row_order) as row_below_yuan
    from {{ ref('int_figure') }}
    where
        table_id in ('income', 'general_public_budget_expenditure') and subject_code is not null and measure = 'total'
),

-- Rows that differ where they stand and agree with a neighbouring row: three of them are no accident.
shifted as (
    select
        printed.document_id,
        printed.table_id,
        count(*) filter (where printed.amount_yuan = expected.amount_yuan) as aligned_count,
        count(*) filter (
            where printed.amount_yuan <> expected.amount_yuan
            and expected.amount_yuan in (printed.row_above_yuan, printed.row_below_yuan)
        ) as shifted_count,
        min(printed.page) filter (where printed.amount_yuan <> expected.amount_yuan) as page,
        arg_min(printed.x0, printed.row_order) filter (where printed.amount_yuan <> expected.amount_yuan) as x0,
        arg_min(printed.y0, printed.row_order) filter (where printed.amount_yuan <> expected.amount_yuan) as y0,
        arg_min(printed.x1, printed.row_order) filter (where printed.amount_yuan <> expected.amount_yuan) as x1,
        arg_min(printed.y1, printed.row_order) filter (where printed.amount_yuan <> expected.amount_yuan) as y1
    from printed
    inner join expected using (document_id, subject_code)
    group by printed.document_id, printed.table_id
),

offences as (
    select
        document_id,
        table_id as scope,
        format(
            '{} rows have the amount that the expenditure table prints for a neighbouring code, {} their own. '
            '{}行的金额与支出决算表相邻科目相同，{}行与本科目相同。',
            shifted_count, aligned_count, shifted_count, aligned_count
        ) as explanation,
        page, x0, y0, x1, y1
    from shifted
    where shifted_count >= 3 and shifted_count > aligned_count
)

{{ guarantee(check) }}
