-- What is published of each unit and year, and what is expected and not found: with the cause, as far as it is known.
-- An account is due 20 days after its approval where the document prints that day, else when the portal's publication
-- window closes, else 20 days after most of the region published. What was late and changed since is `changed`; the
-- cause tells both.
with

documents as (
    select * from {{ ref('dim_document') }} where is_current and unit_id is not null and fiscal_year is not null
),

units as (
    select * from {{ ref('stg_unit') }}
),

-- The first version tells when an account was published, and the day of approval is that of its own.
first_versions as (
    select
        unit_id,
        fiscal_year,
        document_kind in ('budget', 'other') as is_other_kind,
        min(published_date) as first_published_date
    from {{ ref('dim_document') }}
    where state = 'published' and unit_id is not null and fiscal_year is not null
    group by unit_id, fiscal_year, document_kind in ('budget', 'other')
),

approvals as (
    select document_id, max(try_cast(value as date)) as approval_date
    from {{ source('raw', 'mention') }}
    where mention_kind = 'approval_date'
    group by document_id
),

expected as (
    select * from {{ ref('stg_expected_account') }}
),

portals as (
    select * from {{ source('raw', 'portal') }}
),

sightings as (
    select * from {{ source('raw', 'sighting') }}
),

crawls as (
    select *
    from {{ source('raw', 'crawl') }}
    qualify row_number() over (partition by portal_id order by ended_at desc, run_id desc) = 1
),

-- The newest crawl that saw all of a portal.
whole_crawls as (
    select portal_id, max(ended_at) as ended_at
    from {{ source('raw', 'crawl') }}
    where outcome in ('ok', 'late') and fiscal_year is null and sample is null
    group by portal_id
),

-- The last word on a file: what the newest look at its address came to.
last_looks as (
    select portal_id, file_url, http_status, seen_at
    from sightings
    where file_url is not null
    qualify row_number() over (partition by portal_id, file_url order by seen_at desc, run_id desc) = 1
),

-- The day on which most accounts of a region and year were published: the law counts 20 days from approval, which few
-- documents print.
batch_days as (
    select units.region_code, documents.fiscal_year, documents.published_date, count(*) as document_count
    from documents
    inner join units on documents.unit_id = units.unit_id
    where documents.published_date is not null
    group by units.region_code, documents.fiscal_year, documents.published_date
),

batches as (
    select
        region_code,
        fiscal_year,
        first(published_date order by document_count desc, published_date asc) as batch_date
    from batch_days
    group by region_code, fiscal_year
),

-- Where a region has several portals, the window that closes last counts.
windows as (
    select region_code, max(window_closes) as window_closes
    from portals
    group by region_code
),

last_crawls as (
    select
        portals.region_code,
        max(crawls.ended_at) as ended_at,
        first(crawls.outcome order by crawls.is_alarm desc, crawls.ended_at desc, crawls.portal_id asc) as outcome,
        first(crawls.reason order by crawls.is_alarm desc, crawls.ended_at desc, crawls.portal_id asc) as reason
    from portals
    inner join crawls on portals.portal_id = crawls.portal_id
    group by portals.region_code
),

published as (
    select
        documents.*,
        units.unit_key_zh,
        units.region_code,
        first_versions.first_published_date,
        case
            when approvals.approval_date is not null then '20 days after approval'
            when windows.window_closes is not null then 'the portal''s publication window'
            when batches.batch_date is not null then '20 days after most of the region'
        end as due_rule,
        coalesce(
            approvals.approval_date + 20,
            try_cast((documents.fiscal_year + 1) || '-' || windows.window_closes as date),
            batches.batch_date + 20
        ) as due_date,
        last_looks.http_status in (404, 410) and last_looks.seen_at >= documents.last_seen_at as is_gone,
        -- A page that has not changed is read again within days: a month without a look means it is not listed.
        whole_crawls.ended_at > documents.last_seen_at + interval 30 days as is_unlisted
    from documents
    inner join units on documents.unit_id = units.unit_id
    left join first_versions
        on
            documents.unit_id = first_versions.unit_id
            and documents.fiscal_year = first_versions.fiscal_year
            and (documents.document_kind in ('budget', 'other')) = first_versions.is_other_kind
    left join approvals on documents.document_id = approvals.document_id
    left join windows on units.region_code = windows.region_code
    left join batches
        on units.region_code = batches.region_code and documents.fiscal_year = batches.fiscal_year
    left join last_looks on documents.portal_id = last_looks.portal_id and documents.file_url = last_looks.file_url
    left join whole_crawls on documents.portal_id = whole_crawls.portal_id
),

missing as (
    select
        expected.*,
        try_cast((expected.fiscal_year + 1) || '-' || windows.window_closes as date) as due_date,
        last_crawls.ended_at,
        last_crawls.outcome,
        last_crawls.reason
    from expected
    anti join documents
        on expected.unit_id = documents.unit_id and expected.fiscal_year = documents.fiscal_year
    left join windows on expected.region_code = windows.region_code
    left join last_crawls on expected.region_code = last_crawls.region_code
)

select
    unit_id,
    unit_key_zh as name_zh,
    fiscal_year,
    document_kind,
    case
        when is_gone or is_unlisted then 'withdrawn'
        when version_no > 1 then 'changed'
        when first_published_date > due_date then 'late'
        else 'published'
    end as state,
    nullif(concat_ws(
        '; ',
        case
            when is_gone then 'the address answers that the file is gone'
            when is_unlisted then 'not listed any more, last seen ' || cast(last_seen_at as date)
        end,
        if(version_no > 1, 'republished as version ' || version_no, null),
        if(
            first_published_date > due_date,
            'published ' || first_published_date || ', due ' || due_date || ' (' || due_rule || ')',
            null
        )
    ), '') as cause,
    due_date,
    document_id
from published
union all
select
    unit_id,
    name_zh,
    fiscal_year,
    document_kind,
    'not_found' as state,
    case
        when due_date > coalesce(cast(ended_at as date), due_date) then 'not due before ' || due_date
        when outcome is null then 'no portal of the region has been crawled'
        when outcome in ('ok', 'late', 'empty') then 'not listed when the portal was last crawled'
        else 'the portal was not read whole: ' || concat_ws(', ', outcome, reason)
    end || ' (expected: ' || source || ')' as cause,
    due_date,
    cast(null as varchar) as document_id
from missing
