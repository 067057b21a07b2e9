{%- set indicator = {
    "indicator_id": "E6",
    "title_zh": "变动说明覆盖率",
    "title_en": "Coverage of explanations",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "large changes with a stated reason / large changes stated (over 10 percent)",
    "meaning": "A change of more than 10 percent should have its reason in the same section. 变动超过10%应在同一部分说明原因。",
    "source": "thresholds of this project 本项目阈值",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

claims as (
    select * from {{ ref('fct_claim') }} where is_current
),

changes as (
    select distinct document_id, section, page, sentence_zh
    from claims
    where comparison = 'yoy_pct' and abs(published_amount) > 10 and statement_kind <> 'change_reason'
),

reasons as (
    select distinct document_id, section
    from claims
    where {{ tells_reason('sentence_zh') }}
),

told as (
    select distinct document_id from claims
),

explained as (
    select
        changes.document_id,
        count(*) filter (
            where reasons.document_id is not null or {{ tells_reason('changes.sentence_zh') }}
        ) as explained_count,
        count(*) as change_count
    from changes
    left join reasons on changes.document_id = reasons.document_id and changes.section = reasons.section
    group by changes.document_id
),

-- A narrative without a change that large has nothing to explain.
inputs as (
    select
        documents.document_id,
        'total' as detail,
        coalesce(explained.explained_count, 0) as numerator,
        coalesce(explained.change_count, 0) as denominator,
        if(told.document_id is null, 'not_disclosed', null) as null_reason
    from {{ ref('int_current_document') }} as documents
    left join told on documents.document_id = told.document_id
    left join explained on documents.document_id = explained.document_id
)

{{ ratio(indicator) }}
