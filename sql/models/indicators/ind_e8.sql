{%- set indicator = {
    "indicator_id": "E8",
    "title_zh": "可获得性",
    "title_en": "Accessibility",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "conditions that hold / conditions that could be looked at: the address answers, it is on a government's own host (.gov.cn), it is the same at every look",
    "meaning": "Whether a reader finds the file where it was. The last condition needs two looks; clicks from the front page are not counted, because crawls begin at the column. 文件是否持续可得；点击层级未测。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

sightings as (
    select * from {{ source('raw', 'sighting') }} where portal_id <> 'local'
),

-- Every look at an address counts for the documents that it has shown; an archive shows several.
addresses as (
    select distinct portal_id, file_url, document_id
    from sightings
    where document_id is not null and file_url is not null
),

looks as (
    select
        addresses.document_id,
        sightings.portal_id,
        sightings.run_id,
        sightings.seen_at,
        sightings.file_url,
        sightings.landing_url,
        sightings.document_id is not null as is_answered
    from sightings
    inner join addresses
        on sightings.portal_id = addresses.portal_id and sightings.file_url = addresses.file_url
    where sightings.outcome in ('stored', 'unchanged', 'not_modified', 'failed')
),

seen as (
    select
        document_id,
        arg_max(is_answered, (seen_at, run_id)) as is_alive,
        bool_and(regexp_matches(file_url, '^https?://([^/]+\.)?gov\.cn(:[0-9]+)?/')) as is_official,
        count(distinct run_id) as run_count,
        count(distinct concat_ws('|', portal_id, landing_url, file_url))
        = count(distinct concat_ws('|', portal_id, landing_url)) as is_permanent
    from looks
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        cast(seen.is_alive as integer) + cast(seen.is_official as integer)
        + if(seen.run_count > 1, cast(seen.is_permanent as integer), 0) as numerator,
        if(seen.run_count > 1, 3, 2) as denominator,
        if(seen.document_id is null, 'not_seen', null) as null_reason
    from documents
    left join seen on documents.document_id = seen.document_id
)

{{ ratio(indicator) }}
