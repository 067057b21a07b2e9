{%- set check = {
    "check_id": "N.22",
    "title_zh": "用途所述基本、项目支出与决算表一致",
    "title_en": "Basic or project expenditure in the words is that of the table",
    "severity": "warn",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'usage'
),

figures as (
    select
        document_id, subject_code,
        coalesce(sum(amount_yuan) filter (where measure = 'basic'), 0) as basic,
        coalesce(sum(amount_yuan) filter (where measure = 'project'), 0) as project
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure'
    group by document_id, subject_code
),

offences as (
    select
        mentions.document_id,
        concat_ws(' · ', mentions.subject_code, mentions.subject_zh) as scope,
        concat(
            '用途印“', mentions.text, '”，表中该项基本支出', {{ as_wan('figures.basic') }}, '、项目支出',
            {{ as_wan('figures.project') }}, '。The words speak of ', mentions.value, ' expenditure; the table prints ',
            {{ as_wan('figures.basic') }}, ' basic and ', {{ as_wan('figures.project') }}, ' project expenditure.'
        ) as explanation,
        mentions.text as printed,
        mentions.page, mentions.x0, mentions.y0, mentions.x1, mentions.y1
    from mentions
    inner join figures on mentions.document_id = figures.document_id and mentions.subject_code = figures.subject_code
    where
        mentions.value = 'basic' and figures.basic = 0 and figures.project <> 0
        or mentions.value = 'project' and figures.project = 0 and figures.basic <> 0
)


{{ guarantee(check, text='offences.printed') }}
