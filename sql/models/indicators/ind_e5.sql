{%- set indicator = {
    "indicator_id": "E5",
    "title_zh": "内部一致性",
    "title_en": "Internal consistency",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "1 - identities that fail / identities that could be tested",
    "meaning": "Quality of a document; the denominator says how many were tested. 分母为可检验的勾稽关系数。",
    "source": "the checks of this project 本项目检查",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

checks as (
    select document_id, state
    from {{ ref('fct_check') }}
    where document_id is not null and severity in ('error', 'warn')
),

inputs as (
    select
        document_id,
        'total' as detail,
        count(*) filter (where state in ('exact', 'rounding')) as numerator,
        count(*) filter (where state in ('exact', 'rounding', 'fail')) as denominator,
        cast(null as varchar) as null_reason
    from checks
    group by document_id
)

{{ ratio(indicator) }}
