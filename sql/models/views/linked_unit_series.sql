-- The series of a unit through renames, mergers and splits (unit_events.csv): its own accounts, and before them those
-- of the units it came from, added up where several were merged. `is_comparable` says whether the year's amount is of
-- the same body as the newest: not where one of them is missing, or where since then a part was split off or taken over
-- or a unit moved into or out of the department.
with

series as (
    select * from {{ ref('int_series') }} where amount_yuan is not null
),

lineages as (
    select * from {{ ref('int_unit_lineage') }}
),

published as (
    select distinct unit_id, fiscal_year from series
),

first_years as (
    select unit_id, min(fiscal_year) as first_year
    from published
    group by unit_id
),

-- A unit is expected in every year of the series, unless an event began it later: one before which it had no account.
begun as (
    select events.to_unit_id as unit_id, max(year(events.event_date)) as event_year
    from {{ ref('dim_unit_event') }} as events
    left join first_years on events.to_unit_id = first_years.unit_id
    where
        events.event_kind in ('rename', 'merge_into', 'split_from', 'create', 'level_change')
        and coalesce(first_years.first_year >= year(events.event_date), true)
    group by events.to_unit_id
),

years as (
    select distinct lineages.unit_id, published.fiscal_year
    from lineages
    inner join published on lineages.member_unit_id = published.unit_id
),

own_years as (
    select years.unit_id, years.fiscal_year, published.unit_id is not null as has_own
    from years
    left join published on years.unit_id = published.unit_id and years.fiscal_year = published.fiscal_year
),

-- The year of an event belongs to the new unit where that has an account of it.
placed as (
    select
        own_years.unit_id,
        own_years.fiscal_year,
        lineages.member_unit_id,
        lineages.is_part,
        coalesce(lineages.gave_away_year > own_years.fiscal_year, false) as gives_away_later,
        published.unit_id is not null as is_published,
        published.unit_id is not null or coalesce(begun.event_year < own_years.fiscal_year, true) as is_expected
    from own_years
    inner join lineages
        on
            own_years.unit_id = lineages.unit_id
            and (
                own_years.fiscal_year < lineages.before_year
                or (own_years.fiscal_year = lineages.before_year and not own_years.has_own)
            )
    left join published
        on lineages.member_unit_id = published.unit_id and own_years.fiscal_year = published.fiscal_year
    left join begun on lineages.member_unit_id = begun.unit_id
),

members as (
    select
        unit_id,
        fiscal_year,
        string_agg(member_unit_id, '; ' order by member_unit_id) filter (where is_published) as member_unit_ids,
        bool_and(member_unit_id = unit_id) filter (where is_published) as is_own,
        cast(count(*) filter (where is_published) as integer) as member_count,
        cast(count(*) filter (where is_expected and not is_published) as integer) as missing_member_count,
        bool_or(is_part or gives_away_later) filter (where is_published) as is_other_body
    from placed
    group by unit_id, fiscal_year
),

linked_amounts as (
    select
        placed.unit_id,
        placed.fiscal_year,
        series.detail,
        sum(series.amount_yuan) as amount_yuan,
        count(*) as amount_count
    from placed
    inner join series
        on placed.member_unit_id = series.unit_id and placed.fiscal_year = series.fiscal_year
    group by placed.unit_id, placed.fiscal_year, series.detail
),

linked as (
    select
        linked_amounts.unit_id,
        linked_amounts.fiscal_year,
        linked_amounts.detail,
        linked_amounts.amount_yuan,
        case
            when members.is_own then 'own'
            when members.member_count = 1 then 'predecessor'
            else 'sum'
        end as link,
        linked_amounts.amount_count = members.member_count
        and members.missing_member_count = 0
        and not members.is_other_body as is_comparable,
        members.member_unit_ids,
        members.member_count,
        members.missing_member_count
    from linked_amounts
    inner join members
        on linked_amounts.unit_id = members.unit_id and linked_amounts.fiscal_year = members.fiscal_year
),

alone as (
    select
        series.unit_id,
        series.fiscal_year,
        series.detail,
        series.amount_yuan,
        'own' as link,
        true as is_comparable,
        series.unit_id as member_unit_ids,
        1 as member_count,
        0 as missing_member_count
    from series
    anti join lineages on series.unit_id = lineages.unit_id
),

combined as (
    select * from linked
    union all
    select * from alone
),

-- A move changes the department that the unit goes to and the one that listed it the year before.
touched_by_moves as (
    select to_unit_id as unit_id, year(event_date) as event_year
    from {{ ref('dim_unit_event') }}
    where event_kind = 'move_department' and to_unit_id is not null
    union
    select parents.parent_unit_id as unit_id, year(events.event_date) as event_year
    from {{ ref('dim_unit_event') }} as events
    inner join {{ ref('stg_unit_parent') }} as parents
        on events.from_unit_id = parents.unit_id and year(events.event_date) = parents.fiscal_year + 1
    where events.event_kind = 'move_department'
),

moves as (
    select kept.kept_unit_id, max(touched_by_moves.event_year) as event_year
    from touched_by_moves
    inner join {{ ref('int_unit_kept') }} as kept on touched_by_moves.unit_id = kept.unit_id
    group by kept.kept_unit_id
)

select
    combined.unit_id,
    units.name_zh,
    combined.fiscal_year,
    combined.detail as series,
    cast(combined.amount_yuan as decimal(20, 2)) as amount_yuan,
    combined.link,
    combined.is_comparable and coalesce(combined.fiscal_year >= moves.event_year, true) as is_comparable,
    combined.member_unit_ids,
    combined.member_count,
    combined.missing_member_count
from combined
inner join {{ ref('dim_unit') }} as units on combined.unit_id = units.unit_id
left join {{ ref('int_unit_kept') }} as kept on combined.unit_id = kept.unit_id
left join moves on kept.kept_unit_id = moves.kept_unit_id
