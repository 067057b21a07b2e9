{%- set check = {
    "check_id": "S.04",
    "title_zh": "无占位符和未删的模板文字",
    "title_en": "No placeholder and no text of the template is left in the document",
    "severity": "error",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'placeholder'
),

offences as (
    select
        document_id,
        'placeholder' as scope,
        concat(
            '有未填的占位符，共', count(*), '处，首处“', first(text order by mention_no),
            '”。Placeholders are left in ', count(*), ' lines.'
        ) as explanation,
        first(text order by mention_no) as printed,
        first(page order by mention_no) as page,
        first(x0 order by mention_no) as x0,
        first(y0 order by mention_no) as y0,
        first(x1 order by mention_no) as x1,
        first(y1 order by mention_no) as y1
    from mentions
    group by document_id
)


{{ guarantee(check, text='offences.printed') }}
