-- In which group of peers each unit is compared in a year, and how many are in it. Join it with itself on peer_group
-- and fiscal_year for the peers of one unit.
select
    peer_groups.unit_id,
    units.name_zh,
    peer_groups.fiscal_year,
    peer_groups.peer_group,
    cast(peer_groups.peer_count as integer) as peer_count,
    peer_groups.document_id
from {{ ref('int_peer_group') }} as peer_groups
inner join {{ ref('dim_unit') }} as units on peer_groups.unit_id = units.unit_id
