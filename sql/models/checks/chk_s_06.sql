{%- set check = {
    "check_id": "S.06",
    "title_zh": "占比在0至100%之间",
    "title_en": "A share is between 0 and 100 percent",
    "severity": "warn",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        document_id,
        concat_ws(' · ', section, subject_zh, published_text, page, round(y0), round(x0)) as scope,
        'A share above 100 percent or below 0. 占比不在0至100%之间。' as explanation,
        published_text, page, x0, y0, x1, y1
    from {{ ref('fct_claim') }}
    where is_current and comparison = 'share_pct' and not (published_amount between 0 and 100)
)

{{ guarantee(check, text='offences.published_text') }}
