{%- set check = {
    "check_id": "G.03",
    "title_zh": "以元计的金额＝所印数×所印单位",
    "title_en": "An amount in yuan is the printed amount times its unit",
    "severity": "blocking",
    "tolerance": "0",
    "source": "truth rules of this project 本项目的数据保证",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        amounts.document_id,
        concat_ws(' · ', amounts.table_id, amounts.side, amounts.row_order, amounts.measure) as scope,
        'amount_yuan is not the printed amount times its unit. 以元计的金额与所印数及单位不符。' as explanation,
        amounts.page, amounts.x0, amounts.y0, amounts.x1, amounts.y1
    from {{ ref('fct_amount') }} as amounts
    left join {{ source('reference', 'published_units') }} as units on amounts.published_unit = units.published_unit
    where
        units.published_unit is null and amounts.amount_yuan is not null
        or units.is_money = 'true'
        and amounts.amount_yuan is distinct from cast(
            round(amounts.published_amount * cast(units.yuan_factor as decimal(12, 0)), 2) as decimal(20, 2)
        )
        or units.is_money = 'false' and amounts.amount_yuan is not null
)

{{ guarantee(check) }}
