-- How each document came to its unit: the rule, and where none was sure enough, the candidates. A row of
-- unit_decisions.csv settles an open one and is replayed at every build.
with

placed as (
    select * from {{ ref('stg_unit_of_document') }}
),

documents as (
    select document_id, unit_name_zh, fiscal_year from {{ ref('stg_document') }} where state = 'published'
),

decisions as (
    select * from {{ source('reference', 'unit_decisions') }}
),

aliases as (
    select * from {{ source('reference', 'unit_aliases') }}
),

-- A name without a region may be that of units in several: it stays open.
namesakes as (
    select
        nameless.document_id,
        list(distinct others.unit_id order by others.unit_id) as candidates
    from placed as nameless
    inner join placed as others
        on nameless.unit_key_zh = others.unit_key_zh and others.region_code is not null
    where nameless.region_code is null
    group by nameless.document_id
)

select
    documents.document_id,
    placed.unit_id,
    documents.fiscal_year,
    documents.unit_name_zh as name_zh,
    case
        when decisions.document_id is not null then 'decision'
        when placed.unit_id is null then 'no_name'
        when aliases.alias_zh is not null then 'alias'
        when placed.region_code is null then 'name_only'
        else 'name_and_region'
    end as match_rule,
    case
        when decisions.document_id is not null then 'decided'
        when placed.unit_id is null or namesakes.document_id is not null then 'open'
        else 'matched'
    end as state,
    array_to_string(namesakes.candidates, '; ') as candidate_unit_ids
from documents
left join placed on documents.document_id = placed.document_id
left join decisions on documents.document_id = decisions.document_id
left join namesakes on documents.document_id = namesakes.document_id
left join aliases
    on
        placed.unit_key_zh = aliases.name_zh
        and placed.region_code is not distinct from aliases.region_code
        and aliases.alias_zh
        = replace(replace(regexp_replace(documents.unit_name_zh, '\s', '', 'g'), '（', '('), '）', ')')
