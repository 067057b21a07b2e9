{%- set check = {
    "check_id": "N.15",
    "title_zh": "正文所印年度和单位与封面一致",
    "title_en": "Years and unit names in the text are those of the document",
    "severity": "error",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

mentions as (
    select * from {{ source('raw', 'mention') }} where mention_kind in ('current_year', 'prior_year', 'other_unit')
),

offences as (
    select
        mentions.document_id,
        concat_ws(' · ', mentions.mention_kind, 'p' || mentions.page, mentions.value) as scope,
        case mentions.mention_kind
            when 'current_year'
                then concat(
                    '印“', mentions.value, '年”，本文档为', documents.fiscal_year, '年度。The text says ', mentions.value,
                    ', the document is of ', documents.fiscal_year, '.'
                )
            when 'prior_year'
                then concat(
                    '上年印为“', mentions.value, '年”，应为', documents.fiscal_year - 1, '年。The text compares with ',
                    mentions.value, ', the year before is ', documents.fiscal_year - 1, '.'
                )
            else concat('印另一单位名称“', mentions.value, '”。The text names another unit: ', mentions.value, '.')
        end as explanation,
        -- What the template leaves is the year before or after; an older year, or one called a base, may be meant.
        if(
            mentions.other_value is not null
            or mentions.mention_kind = 'prior_year' and try_cast(mentions.value as integer) < documents.fiscal_year - 2,
            'warn', null
        ) as severity,
        mentions.text as printed,
        mentions.page, mentions.x0, mentions.y0, mentions.x1, mentions.y1
    from mentions
    inner join documents on mentions.document_id = documents.document_id
    where
        mentions.mention_kind = 'current_year' and try_cast(mentions.value as integer) <> documents.fiscal_year
        or mentions.mention_kind = 'prior_year' and try_cast(mentions.value as integer) <> documents.fiscal_year - 1
        or mentions.mention_kind = 'other_unit'
    qualify
        row_number() over (
            partition by mentions.document_id, mentions.mention_kind, mentions.page, mentions.value
            order by mentions.mention_no
        ) = 1
)

{{ guarantee(check, text='offences.printed', severity='offences.severity') }}
