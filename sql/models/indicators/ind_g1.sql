{%- set indicator = {
    "indicator_id": "G1",
    "title_zh": "地区内占比与位次",
    "title_en": "Share and rank in the region",
    "unit": "ratio",
    "grain": "unit, year and series",
    "formula": "amount of the unit / sum over the region's units of the year; detail is the series, and <series>.rank the place from the top",
    "meaning": "A department and its own units are never added: the department stands for them. 部门与所属单位不重复相加。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["G.05"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

additive as (
    select * from {{ ref('int_additive_document') }}
),

series as (
    select *
    from {{ ref('int_series') }}
    where detail in ('expenditure.current_total', 'general_public_budget', 'three_public') and amount_yuan is not null
),

placed as (
    select series.document_id, series.detail, series.amount_yuan, series.fiscal_year, additive.region_code
    from series
    inner join additive on series.document_id = additive.document_id
),

ranked as (
    select
        *,
        sum(amount_yuan) over units as region_yuan,
        count(*) over units as unit_count,
        rank() over (partition by region_code, fiscal_year, detail order by amount_yuan desc) as place
    from placed
    window units as (partition by region_code, fiscal_year, detail)
),

inputs as (
    select
        document_id, detail,
        amount_yuan as numerator,
        region_yuan as denominator,
        region_code as basis,
        if(unit_count < 2, 'no_peers', null) as null_reason
    from ranked
    union all
    select
        document_id,
        detail || '.rank' as detail,
        place as numerator,
        unit_count as denominator,
        region_code as basis,
        if(unit_count < 2, 'no_peers', null) as null_reason
    from ranked
)

-- The value of a rank is the place itself; its denominator says among how many.
{{ valued(
    indicator,
    "if(detail like '%.rank', cast(numerator as decimal(38, 10)),"
    ~ " cast(cast(numerator as double) / cast(denominator as double) as decimal(38, 10)))",
    true
) }}
