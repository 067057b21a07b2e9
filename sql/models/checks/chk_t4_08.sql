{%- set check = {
    "check_id": "T4.08",
    "title_zh": "财政拨款总表：年初结转和结余有数的，印出其所属预算",
    "title_en": "Fiscal appropriation: an opening carryover is printed with the kinds of budget that it belongs to",
    "severity": "info",
    "tolerance": "0",
    "source": "final-accounts form 财决公开04表: the lines below 年初财政拨款结转和结余",
    "tables": ["fiscal_appropriation_summary"],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

-- Without these lines nothing says whose money was carried over, and T4.02 and T4.07 have nothing to compare.
with

untestable as (
    select
        document_id,
        'Rows were not understood in the table, or it was not found. 表中有未识别的行，或未找到该表。' as reason
    from {{ ref('int_table_state') }}
    where
        table_id = 'fiscal_appropriation_summary'
        and (state in ('missing', 'unrecognized') or unread_row_count > 0)
),

openings as (
    select *, line_id = 'carryover.opening' as is_total
    from {{ ref('int_figure') }}
    where
        table_id = 'fiscal_appropriation_summary' and side = 'income'
        and starts_with(line_id, 'carryover.opening') and amount_yuan <> 0
),

kinds as (
    select distinct document_id from openings where not is_total
),

offences as (
    select
        document_id,
        'fiscal_appropriation_summary · carryover.opening' as scope,
        concat(
            '年初财政拨款结转和结余印', published_text, '，未印其中一般公共预算、政府性基金、国有资本经营预算各多少。',
            'The opening carryover is printed without the kinds of budget that it belongs to.'
        ) as explanation,
        published_text, page, x0, y0, x1, y1
    from openings
    anti join kinds using (document_id)
    where is_total
)

{{ guarantee(check, text='offences.published_text', unless='untestable') }}
