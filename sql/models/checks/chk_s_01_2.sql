{%- set check = {
    "check_id": "S.01.2",
    "title_zh": "表中印出的行次连续",
    "title_en": "The printed numbers of rows follow each other",
    "severity": "info",
    "tolerance": "0",
    "source": "forms of the final accounts 决算公开表样",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        mentions.document_id,
        concat_ws(' · ', mentions.section, 'row_no', mentions.text) as scope,
        format(
            '“{}”的行次{}之前缺{}，行次不连续。Row {} is printed without row {} before it.',
            coalesce(mentions.subject_zh, ''), mentions.text, mentions.value, mentions.text, mentions.value
        ) as explanation,
        mentions.text as printed,
        mentions.page, mentions.x0, mentions.y0, mentions.x1, mentions.y1
    from {{ source('raw', 'mention') }} as mentions
    inner join {{ ref('int_current_document') }} as documents on mentions.document_id = documents.document_id
    where mentions.mention_kind = 'row_number'
)

{{ guarantee(check, text='offences.printed') }}
