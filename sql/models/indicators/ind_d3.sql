{%- set indicator = {
    "indicator_id": "D3",
    "title_zh": "单车运行费",
    "title_en": "Running cost of a vehicle",
    "unit": "yuan",
    "grain": "unit, year",
    "formula": "cost of running vehicles / vehicles at the end of the year (statistics table, else the narrative)",
    "meaning": "Very low or very high is a sign to look at data or management. 过低或过高提示核对。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T9.02", "N.07", "N.13"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

running_costs as (
    select document_id, amount_yuan
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses' and measure = 'final_vehicle_operation'
),

table_states as (
    select document_id
    from {{ ref('int_table_state') }}
    where table_id = 'three_public_expenses' and state in ('filled', 'blank')
),

printed as (
    select document_id, amount_yuan as vehicle_count
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id = 'vehicles.total'
),

stated as (
    select document_id, max(published_amount) as vehicle_count
    from {{ ref('fct_claim') }}
    where
        is_current and statement_kind in ('three_public', 'assets') and published_unit = '辆'
        and regexp_matches(subject_zh, '保有|车辆') and comparison = 'count'
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        if(table_states.document_id is null, null, coalesce(running_costs.amount_yuan, 0)) as numerator,
        coalesce(printed.vehicle_count, stated.vehicle_count) as denominator,
        if(printed.vehicle_count is null, 'narrative', 'published') as basis,
        cast(null as varchar) as null_reason
    from documents
    left join running_costs on documents.document_id = running_costs.document_id
    left join table_states on documents.document_id = table_states.document_id
    left join printed on documents.document_id = printed.document_id
    left join stated on documents.document_id = stated.document_id
)

{{ ratio(indicator) }}
