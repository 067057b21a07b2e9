-- Differences that have a lawful reason which somebody has declared: the document in its own words or its list of
-- members, an event of its unit, or a row of declared_exceptions.csv (of a document, or of a unit in a span of years).
-- One row a check and document: `reason` is that of all its scopes, where `is_below_only` says that it explains parts
-- that come to less and never to more; `scoped` holds the reasons of single scopes. A failure with such a reason is not
-- applicable, never passed.
with

documents as (
    select documents.document_id, documents.fiscal_year, documents.unit_id, units.unit_key_zh, units.region_code
    from {{ ref('int_current_document') }} as documents
    inner join {{ ref('stg_unit_of_document') }} as units on documents.document_id = units.document_id
),

listed as (
    select
        document_id, region_code, unit_name_zh, cause, check_id, scope, evidence,
        coalesce(try_cast(valid_from_year as integer), 0) as valid_from_year,
        coalesce(try_cast(valid_to_year as integer), 9999) as valid_to_year
    from {{ source('reference', 'declared_exceptions') }}
),

declared as (
    select document_id, cause, check_id, scope, 'declared_exceptions.csv: ' || evidence as evidence
    from listed
    where document_id is not null
    union all
    select
        documents.document_id, listed.cause, listed.check_id, listed.scope,
        'declared_exceptions.csv: ' || listed.evidence as evidence
    from listed
    inner join documents
        on
            listed.region_code = documents.region_code
            and listed.unit_name_zh = documents.unit_key_zh
            and documents.fiscal_year between listed.valid_from_year and listed.valid_to_year
    where listed.document_id is null
    union all
    select
        document_id, value as cause, null as check_id, null as scope,
        format('第{}页“{}” (page {})', page, text, page) as evidence
    from {{ source('raw', 'mention') }}
    where mention_kind = 'declaration'
    union all
    select
        document_id, 'folded_units' as cause, null as check_id, null as scope,
        format('第{}页“{}（{}）” (page {})', page, name_zh, remark_zh, page) as evidence
    from {{ ref('fct_unit_member') }}
    where is_merged_into_own_level
    union all
    select
        documents.document_id, 'reorganised' as cause, null as check_id, null as scope,
        'unit_events.csv: ' || events.evidence as evidence
    from {{ ref('dim_unit_event') }} as events
    inner join documents
        on
            documents.unit_id in (events.from_unit_id, events.to_unit_id)
            and year(events.event_date) between documents.fiscal_year - 1 and documents.fiscal_year
),

reasons as (
    select
        declared.document_id,
        causes.check_id,
        declared.scope,
        causes.direction,
        format(
            '已声明的例外：{}（{}）。Declared exception: {}.', causes.name_zh, declared.evidence, causes.name_en
        ) as reason
    from declared
    inner join {{ source('reference', 'exception_causes') }} as causes
        on declared.cause = causes.cause and (declared.check_id is null or declared.check_id = causes.check_id)
),

-- One reason is enough; one that explains differences of both signs goes first.
first_reasons as (
    select * from reasons
    qualify row_number() over (partition by document_id, check_id, scope order by direction, reason) = 1
)

select
    check_id,
    document_id,
    any_value(reason) filter (where scope is null) as reason,
    coalesce(any_value(direction) filter (where scope is null) = 'below', false) as is_below_only,
    map(
        coalesce(list(scope order by scope) filter (where scope is not null), []),
        coalesce(list(reason order by scope) filter (where scope is not null), [])
    ) as scoped
from first_reasons
group by check_id, document_id
