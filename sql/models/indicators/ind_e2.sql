{%- set indicator = {
    "indicator_id": "E2",
    "title_zh": "公开完整性",
    "title_en": "Completeness",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "obligatory parts found / obligatory parts: nine tables and five subjects of the narrative",
    "meaning": "Nine statutory tables (filled, or blank with a statement), and in the narrative three public expenses, organ running costs, procurement, state assets and performance. 九张表及情况说明五项内容。",
    "source": "财预〔2016〕143号; 预算法实施条例 6",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

tables as (
    select
        document_id,
        count(*) filter (where state in ('filled', 'blank')) as found_count,
        count(*) as part_count
    from {{ ref('int_table_state') }}
    where table_id <> 'disclosure_statistics'
    group by document_id
),

subjects as (
    select document_id, count(distinct statement_kind) as found_count
    from {{ ref('fct_claim') }}
    where is_current and statement_kind in ('three_public', 'running_costs', 'procurement', 'assets', 'performance')
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        tables.found_count + coalesce(subjects.found_count, 0) as numerator,
        tables.part_count + 5 as denominator,
        cast(null as varchar) as null_reason
    from documents
    inner join tables on documents.document_id = tables.document_id
    left join subjects on documents.document_id = subjects.document_id
)

{{ ratio(indicator) }}
