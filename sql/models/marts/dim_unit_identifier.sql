-- What other systems call a unit, and where that was read: budgetary codes as printed in self-evaluation forms (valid
-- in their region and years only), codes on the unit's disclosure pages and in their index numbers, and identifiers
-- from the list of this project. A code that changed has a row for each span of years.
with

codes as (
    select * from {{ ref('stg_unit_code') }}
),

units as (
    select * from {{ ref('stg_unit') }}
),

documents as (
    select * from {{ ref('stg_sighting') }}
),

listed as (
    select * from {{ source('reference', 'unit_identifiers') }}
),

pages as (
    select * from {{ ref('stg_page_identifier') }}
),

-- Years that follow each other under one code are one span; years without a form in between do not end it.
ordered as (
    select
        *,
        coalesce(unit_code <> lag(unit_code) over (partition by unit_id order by fiscal_year), true) as is_new
    from codes
),

spans as (
    select *, count(*) filter (where is_new) over (partition by unit_id order by fiscal_year) as span_no
    from ordered
),

budget_codes as (
    select
        unit_id,
        region_code,
        any_value(unit_code) as unit_code,
        min(fiscal_year) as valid_from_year,
        max(fiscal_year) as valid_to_year,
        arg_max(evidence_document_id, fiscal_year) as evidence_document_id
    from spans
    group by unit_id, region_code, span_no
),

found as (
    select
        budget_codes.unit_id,
        'budget_unit_code' as scheme,
        budget_codes.unit_code as identifier,
        budget_codes.region_code,
        budget_codes.valid_from_year,
        budget_codes.valid_to_year,
        'printed in a self-evaluation form 绩效自评表' as source,
        budget_codes.evidence_document_id,
        documents.file_url as evidence_url,
        documents.last_seen_at as evidence_seen_at
    from budget_codes
    left join documents on budget_codes.evidence_document_id = documents.document_id
    union all
    select
        unit_id,
        scheme,
        identifier,
        region_code,
        valid_from_year,
        valid_to_year,
        source,
        evidence_document_id,
        evidence_url,
        evidence_seen_at
    from pages
),

known as (
    select
        units.unit_id,
        listed.scheme,
        listed.value as identifier,
        listed.region_code,
        listed.valid_from_year,
        listed.valid_to_year,
        listed.source,
        cast(null as varchar) as evidence_document_id,
        cast(null as varchar) as evidence_url,
        cast(null as timestamp with time zone) as evidence_seen_at
    from listed
    inner join units
        on listed.name_zh = units.unit_key_zh and listed.region_code is not distinct from units.region_code
    anti join pages
        on
            units.unit_id = pages.unit_id
            and listed.scheme = pages.scheme
            and listed.value = pages.identifier
),

combined as (
    select * from found
    union all
    select * from known
)

select
    unit_id,
    scheme,
    identifier,
    region_code,
    cast(valid_from_year as integer) as valid_from_year,
    cast(valid_to_year as integer) as valid_to_year,
    source,
    evidence_document_id,
    evidence_url,
    evidence_seen_at
from combined
