{%- set indicator = {
    "indicator_id": "F1",
    "title_zh": "异常跳变",
    "title_en": "Jump",
    "unit": "index",
    "grain": "unit, year and series",
    "formula": "(arc growth - median of the peer group) / (1.4826 × median absolute deviation); detail is the series",
    "meaning": "Beyond 3.5 it needs reading: a signal, never a claim of wrongdoing. 绝对值大于3.5时需核读，仅为提示。",
    "source": "robust z-score; definition of this project 本项目定义",
    "tables": [],
    "checks": ["T1.01", "T1.02", "T1.03", "T1.04", "T1.05", "T3.01", "T3.02", "T4.05", "T4.06", "T5.01", "T5.02", "T6.02", "T6.03", "T9.01"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

growth as (
    select * from {{ ref('int_series_growth') }}
),

peers as (
    select * from {{ ref('int_peer_group') }}
),

rates as (
    select
        growth.document_id,
        growth.detail,
        growth.null_reason,
        peers.peer_group,
        growth.fiscal_year,
        case
            when coalesce(growth.null_reason, '') <> 'reorganised'
                then
                    cast(growth.amount_yuan - growth.prior_amount_yuan as double)
                    / nullif(cast(growth.amount_yuan + growth.prior_amount_yuan as double) / 2, 0)
        end as rate
    from growth
    inner join peers on growth.document_id = peers.document_id
),

medians as (
    select peer_group, fiscal_year, detail, median(rate) as median_rate, count(rate) as rate_count
    from rates
    group by peer_group, fiscal_year, detail
),

deviations as (
    select
        rates.*, medians.median_rate, medians.rate_count,
        median(abs(rates.rate - medians.median_rate)) over (
            partition by rates.peer_group, rates.fiscal_year, rates.detail
        ) as median_deviation
    from rates
    inner join medians
        on
            rates.peer_group is not distinct from medians.peer_group
            and rates.fiscal_year = medians.fiscal_year
            and rates.detail = medians.detail
),

inputs as (
    select
        document_id,
        detail,
        (rate - median_rate) / nullif(1.4826 * median_deviation, 0) as numerator,
        peer_group as basis,
        case
            when null_reason is not null then null_reason
            when rate_count < 5 then 'no_peers'
            when median_deviation = 0 then 'zero_base'
        end as null_reason
    from deviations
)

{{ index(indicator) }}
