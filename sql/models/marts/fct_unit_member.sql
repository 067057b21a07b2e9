-- The units that a department's account lists as its members, and which units of ours they are. A name is found in the
-- department's region, or with the department's name before it; a name that several units bear stays open.
with

members as (
    select * from {{ source('raw', 'member') }}
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
),

units as (
    select * from {{ ref('stg_unit') }}
),

printed as (
    select
        members.*,
        documents.unit_id as department_unit_id,
        documents.fiscal_year,
        departments.region_code,
        departments.unit_key_zh as department_key_zh,
        replace(replace(regexp_replace(members.name_zh, '\s', '', 'g'), '（', '('), '）', ')') as plain_name_zh
    from members
    inner join documents on members.document_id = documents.document_id
    left join units as departments on documents.unit_id = departments.unit_id
),

named as (
    select
        *,
        regexp_matches(plain_name_zh, '本级\)?$') as is_own_level,
        nullif(regexp_replace(plain_name_zh, '\(?本级\)?$', ''), '') as unit_key_zh
    from printed
),

-- Each way of finding a unit is a join of its own: names are compared with few others, not with a whole region's.
candidates as (
    select named.document_id, named.member_no, units.unit_id, 'own_level' as match_rule
    from named
    inner join units
        on
            named.region_code is not distinct from units.region_code
            and named.department_key_zh = units.unit_key_zh
    where named.is_own_level and units.unit_level = 'own_level'
    union all
    select named.document_id, named.member_no, units.unit_id, 'exact_name' as match_rule
    from named
    inner join units
        on
            named.region_code is not distinct from units.region_code
            and named.unit_key_zh = units.unit_key_zh
    where not named.is_own_level and units.unit_level in ('unit', 'unknown')
    union all
    select named.document_id, named.member_no, units.unit_id, 'name_after_department' as match_rule
    from named
    inner join units
        on
            named.region_code is not distinct from units.region_code
            and named.department_key_zh || named.unit_key_zh = units.unit_key_zh
    where not named.is_own_level and units.unit_level in ('unit', 'unknown')
),

matched as (
    select
        document_id,
        member_no,
        if(count(distinct unit_id) = 1, min(unit_id), null) as member_unit_id,
        min(match_rule) as match_rule,
        cast(count(distinct unit_id) as integer) as candidate_count
    from candidates
    group by document_id, member_no
)

select
    named.document_id,
    named.department_unit_id,
    named.fiscal_year,
    named.member_no,
    named.name_zh,
    named.remark_zh,
    if(named.is_own_level, 'own_level', 'subordinate') as role,
    coalesce(regexp_matches(named.remark_zh, '不单列|并入'), false) as is_merged_into_own_level,
    matched.member_unit_id,
    matched.match_rule,
    coalesce(matched.candidate_count, 0) as candidate_count,
    named.page,
    named.x0,
    named.y0,
    named.x1,
    named.y1
from named
left join matched on named.document_id = matched.document_id and named.member_no = matched.member_no
