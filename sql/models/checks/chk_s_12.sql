{%- set check = {
    "check_id": "S.12",
    "title_zh": "一张表中各数的小数位数一致",
    "title_en": "No single amount of a table has more decimals than all the others",
    "severity": "info",
    "tolerance": "0: a table whose other amounts, ten or more, all have the same number of decimals",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

-- A spreadsheet prints a column in one format: one amount with a decimal more was typed, and its point may have moved.
-- One with a decimal less says nothing, because many forms leave a last zero out.
with

amounts as (
    select *, length(regexp_extract(published_text, '\.(\d+)', 1)) as decimals
    from {{ ref('int_figure') }}
    where table_id <> 'disclosure_statistics' and amount_yuan <> 0
),

compared as (
    select
        *,
        count(*) over (partition by document_id, table_id) as amount_count,
        count(*) over (partition by document_id, table_id, decimals) as alike_count,
        min(decimals) over (partition by document_id, table_id) as fewest,
        sum(decimals) over (partition by document_id, table_id) as all_decimals
    from amounts
),

odd as (
    select
        document_id, table_id,
        concat_ws(' · ', table_id, side, coalesce(subject_code, line_id), measure) as scope,
        concat(
            '印', published_text, '，有', decimals, '位小数，表中其余', amount_count - 1, '个数都是', fewest,
            '位，请核对小数点。Printed with ', decimals, ' decimals, the other ', amount_count - 1, ' amounts with ',
            fewest, '.'
        ) as explanation,
        published_text, page, x0, y0, x1, y1
    from compared
    where
        amount_count > 10 and alike_count = 1 and fewest > 0 and decimals > fewest
        and all_decimals = decimals + fewest * (amount_count - 1)
),

-- Where our reading of the table is not sure, the point may be our own.
unsure as (
    select distinct
        odd.document_id,
        'Amounts or rows of the table were not understood. 表中有未读准的数或未识别的行。' as reason
    from odd
    inner join {{ ref('int_table_state') }} as states
        on odd.document_id = states.document_id and odd.table_id = states.table_id and states.unread_row_count > 0
),

offences as (
    select * from odd
)

{{ guarantee(check, text='offences.published_text', unless='unsure') }}
