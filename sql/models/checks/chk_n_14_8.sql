{%- set check = {
    "check_id": "N.14.8",
    "title_zh": "自评表资金行的名称与其数字同行",
    "title_en": "The label of a fund line stands in the row of its numbers",
    "severity": "warn",
    "tolerance": "0",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        mentions.document_id,
        concat_ws(' · ', 'form ' || mentions.subject_code, mentions.subject_zh, mentions.text) as scope,
        format(
            '自评表“{}”资金行错位：“{}”印在表头，其数字在下一行而无名称。The label stands in the header, its numbers in '
            || 'the row below without one.',
            coalesce(mentions.subject_zh, ''), mentions.text
        ) as explanation,
        mentions.text as printed,
        mentions.page, mentions.x0, mentions.y0, mentions.x1, mentions.y1
    from {{ source('raw', 'mention') }} as mentions
    inner join {{ ref('int_current_document') }} as documents on mentions.document_id = documents.document_id
    where mentions.mention_kind = 'form_label_apart'
)

{{ guarantee(check, text='offences.printed') }}
