{%- set check = {
    "check_id": "N.23",
    "title_zh": "目录的次序和页码与正文一致",
    "title_en": "The contents list titles in the order and on the pages of the body",
    "severity": "warn",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

entries as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'contents_entry'
),

offences as (
    select
        document_id,
        'contents' as scope,
        concat(
            '目录页码与正文不符：',
            string_agg(concat(text, '（目录', value, '，正文', other_value, '）'), '；' order by mention_no),
            '。Pages of the contents differ from those of the body.'
        ) as explanation,
        first(text order by mention_no) as printed,
        first(page order by mention_no) as page,
        first(x0 order by mention_no) as x0,
        first(y0 order by mention_no) as y0,
        first(x1 order by mention_no) as x1,
        first(y1 order by mention_no) as y1
    from entries
    where value <> other_value
    group by document_id
)


{{ guarantee(check, text='offences.printed') }}
