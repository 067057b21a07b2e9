{%- set check = {
    "check_id": "N.07.5",
    "title_zh": "出国（境）团组数、接待批次不多于人次；公务用车保有量不多于车辆总数",
    "title_en": "Groups abroad and receptions are no more than the people in them, vehicles kept no more than vehicles owned",
    "severity": "warn",
    "tolerance": "0: whole numbers",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

claims as (
    select *, contains(subject || words_before_zh, '保有量') as is_kept
    from {{ ref('int_claim') }}
    where
        comparison = 'count' and unit_family = 'count' and not is_reason
        and (
            section_kind = 'three_public' and published_unit in ('个', '批次', '批', '人次', '人', '辆')
            or section_kind = 'assets' and published_unit = '辆'
        )
),

-- The people stand right behind their groups: 10批次、152人次; 团组数1个，累计3人次.
followed as (
    select
        *,
        lead(claim_no) over (partition by document_id order by claim_no) as next_claim_no
    from claims
),

groups as (
    select groups.*, people.claim_no as people_claim_no
    from followed as groups
    inner join claims as people
        on
            groups.document_id = people.document_id
            and groups.next_claim_no = people.claim_no
            and groups.passage_no = people.passage_no
    where
        groups.section_kind = 'three_public' and people.published_unit in ('人次', '人')
        and (groups.published_unit in ('批次', '批') or contains(groups.words_before_zh, '团组'))
),

kept as (
    select * from claims
    where section_kind = 'three_public' and is_kept and published_unit = '辆'
    qualify row_number() over (partition by document_id order by claim_no) = 1
),

owned as (
    select * from claims
    where section_kind = 'assets' and subject_stem = '车辆'
    qualify row_number() over (partition by document_id order by claim_no) = 1
),

-- A unit may keep vehicles that another one owns; it should say so.
statements as (
    select
        groups.document_id,
        {{ claim_scope('groups') }} as scope,
        people.amount as expected,
        groups.amount as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '印', groups.published_text, groups.published_unit, '、', people.published_text, people.published_unit,
                '，每', groups.published_unit, '不足一人。', groups.published_text, ' groups of ', people.published_text,
                ' people.'
            )
        ) as cause,
        [{{ joined_claim('groups') }}, {{ joined_claim('people', 'total') }}] as evidence
    from groups
    inner join claims as people
        on groups.document_id = people.document_id and groups.people_claim_no = people.claim_no
    union all
    select
        kept.document_id,
        {{ claim_scope('kept') }} as scope,
        owned.amount as expected,
        kept.amount as observed,
        0 as tolerance,
        'info' as severity,
        null as obstacle,
        null as excuse,
        if(
            expected = observed, null,
            concat(
                '公务用车保有量印', kept.published_text, '辆，资产占用情况印共有车辆', owned.published_text,
                '辆，请核对。', kept.published_text, ' vehicles are kept and ', owned.published_text, ' owned.'
            )
        ) as cause,
        [{{ joined_claim('kept') }}, {{ joined_claim('owned', 'total') }}] as evidence
    from kept
    inner join owned on kept.document_id = owned.document_id
)

{{ grade_statements(check, relation='at_most') }}
