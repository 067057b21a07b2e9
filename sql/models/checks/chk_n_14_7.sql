{%- set check = {
    "check_id": "N.14.7",
    "title_zh": "自评表文字中同一事项的次数前后一致",
    "title_en": "The words of a form say of one thing how often it happened, and say so each time",
    "severity": "warn",
    "tolerance": "0",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

counts as (
    select mentions.*
    from {{ source('raw', 'mention') }} as mentions
    inner join {{ ref('int_current_document') }} as documents on mentions.document_id = documents.document_id
    where mentions.mention_kind = 'form_count'
),

first_counts as (
    select
        *,
        first_value(value) over things as first_count,
        first_value(text) over things as first_text,
        first_value(page) over things as first_page
    from counts
    window things as (partition by document_id, subject_code, other_value order by mention_no)
),

offences as (
    select
        document_id,
        concat_ws(' · ', 'form ' || subject_code, subject_zh, other_value) as scope,
        format(
            '自评表“{}”：{}（第{}页），又印{}。The words of the form count the same thing twice, and not alike.',
            coalesce(subject_zh, ''), first_text, first_page, text
        ) as explanation,
        text,
        page, x0, y0, x1, y1
    from first_counts
    where value <> first_count
    qualify row_number() over (partition by document_id, subject_code, other_value order by mention_no) = 1
)

{{ guarantee(check, text='offences.text') }}
