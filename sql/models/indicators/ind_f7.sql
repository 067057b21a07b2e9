{%- set indicator = {
    "indicator_id": "F7",
    "title_zh": "零基数印为百分之百",
    "title_en": "Growth of 100 percent from nothing",
    "unit": "index",
    "grain": "unit, year",
    "formula": "changes printed as growth of 100 percent where the year before is zero",
    "meaning": "Growth from nothing cannot be said and should be called not comparable. 基数为零不应表述为增长100%。",
    "source": "identities N.08 and N.17 决算报表勾稽关系",
    "tables": [],
    "checks": ["N.08"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

claims as not materialized (
    select * from {{ ref('fct_claim') }} where is_current and statement_kind <> 'change_reason'
),

changes as (
    select document_id, section, subject_zh, max(abs(published_amount)) as change_amount
    from claims
    where comparison = 'yoy_change' and published_amount > 0
    group by document_id, section, subject_zh
),

levels as (
    select document_id, section, subject_zh, max(published_amount) as level_amount
    from claims
    where comparison is null
    group by document_id, section, subject_zh
),

found as (
    select percents.document_id, count(*) as found_count
    from claims as percents
    inner join changes
        on
            percents.document_id = changes.document_id
            and percents.section is not distinct from changes.section
            and percents.subject_zh is not distinct from changes.subject_zh
    inner join levels
        on
            percents.document_id = levels.document_id
            and percents.section is not distinct from levels.section
            and percents.subject_zh is not distinct from levels.subject_zh
    where
        percents.comparison = 'yoy_pct'
        and percents.published_amount = 100
        and changes.change_amount = levels.level_amount
    group by percents.document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        coalesce(found.found_count, 0) as numerator,
        cast(null as varchar) as null_reason
    from documents
    left join found on documents.document_id = found.document_id
)

{{ index(indicator) }}
