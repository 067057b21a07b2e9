{%- set indicator = {
    "indicator_id": "G2",
    "title_zh": "同组百分位",
    "title_en": "Percentile in the peer group",
    "unit": "ratio",
    "grain": "unit, year and indicator",
    "formula": "share of the peer group that lies below; detail is the indicator and its detail",
    "meaning": "The group is the unit's level, its region's level, its main purpose (COFOG division) and, of 25 such units or more, its size; three members at least. 同组：单位层级×地区层级×主要职能，满25家的再×支出规模。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": [],
    "has_basis": true,
    "has_reason": true,
    "has_evidence": true,
} -%}
{{ config(meta=indicator) }}

with

peers as not materialized (
    select * from {{ ref('int_peer_group') }}
),

compared as (
    select document_id, 'A2.' || detail as detail, value, evidence_state
    from {{ ref('ind_a2') }} where value is not null
    union all
    select document_id, 'B5.' || detail as detail, value, evidence_state
    from {{ ref('ind_b5') }} where value is not null
    union all
    select document_id, 'B8.' || detail as detail, value, evidence_state
    from {{ ref('ind_b8') }} where value is not null
    union all
    select document_id, 'C1.' || detail as detail, value, evidence_state
    from {{ ref('ind_c1') }} where value is not null
    union all
    select document_id, 'C2.' || detail as detail, value, evidence_state
    from {{ ref('ind_c2') }} where value is not null
    union all
    select document_id, 'D2.' || detail as detail, value, evidence_state
    from {{ ref('ind_d2') }} where value is not null
),

ranked as (
    select
        compared.document_id,
        compared.detail,
        compared.evidence_state,
        peers.peer_group,
        rank() over (
            partition by peers.peer_group, peers.fiscal_year, compared.detail order by compared.value
        ) - 1 as below_count,
        count(*) over (partition by peers.peer_group, peers.fiscal_year, compared.detail) as member_count
    from compared
    inner join peers on compared.document_id = peers.document_id
),

inputs as (
    select
        document_id, detail,
        below_count as numerator,
        greatest(member_count - 1, 1) as denominator,
        peer_group as basis,
        evidence_state,
        if(member_count < 3, 'no_peers', null) as null_reason
    from ranked
)

{{ ratio(indicator) }}
