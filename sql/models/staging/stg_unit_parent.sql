-- The department of a unit in a year, where exactly one department's list of members names it.
with

members as (
    select * from {{ ref('fct_unit_member') }} where member_unit_id is not null and department_unit_id is not null
)

select
    member_unit_id as unit_id,
    fiscal_year,
    min(department_unit_id) as parent_unit_id
from members
where member_unit_id <> department_unit_id
group by member_unit_id, fiscal_year
having count(distinct department_unit_id) = 1
