{%- set indicator = {
    "indicator_id": "G4",
    "title_zh": "财政透明度守则覆盖",
    "title_en": "Coverage of the Fiscal Transparency Code",
    "unit": "index",
    "grain": "unit, year and dimension of the code",
    "formula": "1 where the disclosure holds what a dimension of pillars I and II asks about, else 0; detail is the dimension's number; covered is their share over the dimensions that a unit's accounts can speak of",
    "meaning": "What the disclosure can be evidence of, not how good it is: no score. 说明公开内容可佐证的维度，不是评分。",
    "source": "IMF Fiscal Transparency Handbook 2018, pillars I and II; assignment of this project",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

dimensions as (
    select * from {{ source('reference', 'imf_ftc_dimensions') }}
),

-- What a document holds, in the words of the reference file.
held as (
    select document_id, 'table' as evidence_kind, table_id as evidence_id
    from {{ ref('int_table_state') }}
    where state in ('filled', 'blank')
    union
    select document_id, 'narrative' as evidence_kind, statement_kind as evidence_id
    from {{ ref('fct_claim') }}
    where is_current
    union
    select document_id, 'self_evaluation' as evidence_kind, 'form' as evidence_id
    from {{ ref('fct_self_evaluation') }}
    where is_current
    union
    select document_id, 'member_list' as evidence_kind, 'list' as evidence_id
    from {{ ref('fct_unit_member') }}
    union
    select document_id, 'publication_date' as evidence_kind, 'day' as evidence_id
    from {{ ref('dim_document') }}
    where published_date is not null
    union
    select document_id, 'identities' as evidence_kind, 'testable' as evidence_id
    from {{ ref('fct_check') }}
    where state in ('exact', 'rounding', 'fail')
),

-- A dimension may ask for several things: all of them have to be there.
met as (
    select
        documents.document_id,
        dimensions.dimension_code,
        bool_and(held.document_id is not null) as is_met
    from documents
    cross join dimensions
    left join held
        on
            documents.document_id = held.document_id
            and dimensions.evidence_kind = held.evidence_kind
            and dimensions.evidence_id = held.evidence_id
    where dimensions.evidence_kind <> 'none'
    group by documents.document_id, dimensions.dimension_code
),

inputs as (
    select
        document_id,
        dimension_code as detail,
        cast(is_met as integer) as numerator,
        1 as denominator,
        cast(null as varchar) as null_reason
    from met
    union all
    select
        document_id,
        'covered' as detail,
        count(*) filter (where is_met) as numerator,
        count(*) as denominator,
        cast(null as varchar) as null_reason
    from met
    group by document_id
)

{{ ratio(indicator) }}
