{%- set check = {
    "check_id": "N.14.6",
    "title_zh": "绩效目标、跟踪、自评的项目数与金额相称；得分在0至100之间",
    "title_en": "Equal numbers of projects have equal amounts; scores lie between 0 and 100",
    "severity": "warn",
    "tolerance": "0",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }} where section_kind = 'performance'
),

counts as (
    select * from claims
    where unit_family = 'count' and published_unit = '个' and contains(subject, '项目') and not contains(subject, '评级')
),

amounts as (
    select
        amounts.*,
        counts.amount as project_count,
        {{ joined_claim('counts', 'total') }} as count_evidence
    from claims as amounts
    inner join counts
        on
            amounts.document_id = counts.document_id and amounts.passage_no = counts.passage_no
            and amounts.subject = counts.subject and counts.claim_no = amounts.claim_no - 1
    where amounts.unit_family = 'money'
),

statements as (
    select
        later.document_id,
        concat_ws(' · ', 'p' || later.page, later.subject_zh, 'count and amount') as scope,
        1 as expected,
        if((later.project_count = earlier.project_count) = (later.amount = earlier.amount), 1, 0) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                earlier.subject_zh, printf('%.0f', cast(earlier.project_count as double)), '个、',
                earlier.published_text, earlier.published_unit, '，',
                later.subject_zh, printf('%.0f', cast(later.project_count as double)), '个、',
                later.published_text, later.published_unit,
                '，项目数与金额不相称，请核对。Numbers of projects and amounts do not go together.'
            )
        ) as cause,
        [
            {{ joined_claim('later') }},
            later.count_evidence,
            {{ joined_claim('earlier', 'total') }},
            earlier.count_evidence
        ]
            as evidence
    from amounts as later
    inner join amounts as earlier
        on
            later.document_id = earlier.document_id and later.passage_no = earlier.passage_no
            and later.claim_no > earlier.claim_no
    qualify
        row_number() over (
            partition by later.document_id, later.claim_no order by earlier.claim_no desc
        ) = 1
    union all
    select
        document_id,
        {{ claim_scope('claims') }} as scope,
        100 as expected,
        greatest(amount, 100) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        concat('得分印', published_text, '分。A score of ', published_text, ' is more than 100.') as cause,
        [{{ joined_claim('claims') }}] as evidence
    from claims
    where measure = 'score'
    union all
    select
        scores.document_id,
        concat_ws(' · ', 'p' || scores.page, scores.subject_zh, 'average and grades') as scope,
        90 as expected,
        least(scores.amount, 90) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '平均得分印', scores.published_text, '分，而', counts.published_text,
                '个项目均评为“优”。All projects are graded 优, the average score is ', scores.published_text, '.'
            )
        ) as cause,
        [{{ joined_claim('scores') }}, {{ joined_claim('grades', 'total') }}] as evidence
    from claims as scores
    inner join counts on scores.document_id = counts.document_id and scores.subject = counts.subject
    inner join claims as grades
        on
            scores.document_id = grades.document_id and scores.passage_no = grades.passage_no
            and grades.subject like '%“优”%' and counts.amount = grades.amount
    where scores.measure = 'score' and counts.amount > 0
)

{{ grade_statements(check) }}
