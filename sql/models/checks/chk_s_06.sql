{%- set check = {
    "check_id": "S.06",
    "title_zh": "占比在0至100之间，并印百分号",
    "title_en": "Shares lie between 0 and 100 and keep their sign",
    "severity": "warn",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        {{ claim_scope('claims') }} as scope,
        concat('占比印', published_text, '%，不在0至100之间。A share of ', published_text, '% is impossible.') as explanation,
        published_text as printed,
        page, x0, y0, x1, y1
    from {{ ref('int_claim') }} as claims
    where comparison = 'share_pct' and unit_family = 'percent' and (amount < 0 or amount > 100)
    union all
    select
        document_id,
        concat_ws(' · ', 'p' || page, text) as scope,
        concat('“', text, '”缺百分号。The share of ', value, ' lacks its sign.') as explanation,
        text as printed,
        page, x0, y0, x1, y1
    from {{ source('raw', 'mention') }}
    where mention_kind = 'share_without_sign'
)


{{ guarantee(check, text='offences.printed') }}
