{%- set check = {
    "check_id": "N.15",
    "title_zh": "正文、表头所印年度和单位与封面一致",
    "title_en": "Years and unit names in the text and above the tables are those of the document",
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

tables as (
    select * from {{ source('raw', 'statutory_table') }} where table_id is not null
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
        mentions.text as printed,
        mentions.page, mentions.x0, mentions.y0, mentions.x1, mentions.y1
    from mentions
    inner join documents on mentions.document_id = documents.document_id
    where
        mentions.mention_kind = 'current_year' and try_cast(mentions.value as integer) <> documents.fiscal_year
        or mentions.mention_kind = 'prior_year' and try_cast(mentions.value as integer) <> documents.fiscal_year - 1
        or mentions.mention_kind = 'other_unit'
    qualify row_number() over (
        partition by mentions.document_id, mentions.mention_kind, mentions.page, mentions.value
        order by mentions.mention_no
    ) = 1
    union all
    select
        tables.document_id,
        concat_ws(' · ', 'table_year', tables.table_id) as scope,
        concat(
            '表头印', tables.fiscal_year, '年度，本文档为', documents.fiscal_year, '年度。The table is headed ',
            tables.fiscal_year, ', the document is of ', documents.fiscal_year, '.'
        ) as explanation,
        cast(tables.fiscal_year as varchar) as printed,
        tables.first_page as page, null as x0, null as y0, null as x1, null as y1
    from tables
    inner join documents on tables.document_id = documents.document_id
    where tables.fiscal_year <> documents.fiscal_year
)


{{ guarantee(check, text='offences.printed') }}
