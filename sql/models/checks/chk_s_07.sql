{%- set check = {
    "check_id": "S.07",
    "title_zh": "批复后20日内公开",
    "title_en": "Published within 20 days of approval",
    "severity": "info",
    "tolerance": "20 days",
    "source": "预算法 14; 预算法实施条例 6: within 20 days of approval",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

documents as (
    select * from {{ ref('dim_document') }} where is_current
),

printed_dates as (
    select
        document_id,
        max(try_cast(value as date)) filter (where mention_kind = 'approval_date') as approval_date,
        max(try_cast(value as date)) filter (where mention_kind = 'disclosure_date') as disclosure_date,
        any_value(text) filter (where mention_kind = 'approval_date') as approval_text,
        any_value(page) filter (where mention_kind = 'approval_date') as page,
        any_value(x0) filter (where mention_kind = 'approval_date') as x0,
        any_value(y0) filter (where mention_kind = 'approval_date') as y0,
        any_value(x1) filter (where mention_kind = 'approval_date') as x1,
        any_value(y1) filter (where mention_kind = 'approval_date') as y1
    from {{ source('raw', 'mention') }}
    where mention_kind in ('approval_date', 'disclosure_date')
    group by document_id
),

dated as (
    select
        documents.document_id,
        printed_dates.approval_date,
        printed_dates.approval_text,
        printed_dates.page, printed_dates.x0, printed_dates.y0, printed_dates.x1, printed_dates.y1,
        coalesce(documents.published_date, printed_dates.disclosure_date) as published_date
    from documents
    left join printed_dates on documents.document_id = printed_dates.document_id
),

untestable as (
    select
        document_id,
        case
            when approval_date is null then 'The date of approval is not printed. 未印批复日期。'
            when published_date is null then 'The date of publication is not known. 公开日期不详。'
        end as reason
    from dated
),

offences as (
    select
        document_id,
        'days from approval to publication' as scope,
        concat(
            '批复日期', approval_date, '，公开日期', published_date, '，相隔', published_date - approval_date,
            '日。Approved ', approval_date, ', published ', published_date, ': ', published_date - approval_date, ' days.'
        ) as explanation,
        approval_text as printed,
        page, x0, y0, x1, y1
    from dated
    where published_date - approval_date > 20
)

{{ guarantee(check, text='offences.printed', unless='untestable') }}
