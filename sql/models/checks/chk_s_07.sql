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
    select document_id, mention_kind, try_cast(value as date) as printed_date, text, page, x0, y0, x1, y1
    from {{ source('raw', 'mention') }}
    where mention_kind in ('approval_date', 'disclosure_date')
    -- Where several are printed, the latest; of one date the first mention.
    qualify row_number() over (
        partition by document_id, mention_kind
        order by try_cast(value as date) desc nulls last, mention_no asc
    ) = 1
),

dated as (
    select
        documents.document_id,
        approvals.printed_date as approval_date,
        approvals.text as approval_text,
        approvals.page, approvals.x0, approvals.y0, approvals.x1, approvals.y1,
        coalesce(documents.published_date, disclosures.printed_date) as published_date
    from documents
    left join printed_dates as approvals
        on documents.document_id = approvals.document_id and approvals.mention_kind = 'approval_date'
    left join printed_dates as disclosures
        on documents.document_id = disclosures.document_id and disclosures.mention_kind = 'disclosure_date'
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
