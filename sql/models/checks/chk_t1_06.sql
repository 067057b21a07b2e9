{%- set check = {
    "check_id": "T1.06",
    "title_zh": "收入支出决算总表：各项收入、支出、结转均不为负",
    "title_en": "Summary: no income, expenditure or carryover is negative",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, side, coalesce(subject_code, line_id), measure) as scope,
        if(
            line_id like 'carryover.%',
            'A negative carryover: money other than appropriation may be overdrawn, which has to be explained. '
            || '结转和结余为负：非财政拨款资金可能超支，应予说明。',
            'A negative amount: only forms of adjustment print these. 负数只应出现在调整表中。'
        ) as explanation,
        if(line_id like 'carryover.%', 'warn', null) as severity,
        published_text, page, x0, y0, x1, y1
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and amount_yuan < 0
),

unread as (
    select
        document_id,
        'Not found or not recognized in the document: income_expenditure_summary. 文档中未找到或未识别该表。' as reason
    from {{ ref('int_table_state') }}
    where table_id = 'income_expenditure_summary' and state in ('missing', 'unrecognized')
)

{{ guarantee(check, text='offences.published_text', unless='unread', severity='offences.severity') }}
