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

-- One amount with more decimals than the fewest, and all others with these.
odd_tables as (
    select
        document_id,
        table_id,
        count(*) as amount_count,
        min(decimals) as fewest,
        max(decimals) as most
    from amounts
    group by document_id, table_id
    having
        count(*) > 10
        and min(decimals) > 0
        and max(decimals) > min(decimals)
        and sum(decimals) = max(decimals) + min(decimals) * (count(*) - 1)
),

compared as (
    select amounts.*, odd_tables.amount_count, odd_tables.fewest
    from amounts
    inner join odd_tables
        on
            amounts.document_id = odd_tables.document_id
            and amounts.table_id = odd_tables.table_id
            and amounts.decimals = odd_tables.most
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
