{%- set check = {
    "check_id": "N.13.1",
    "title_zh": "政府采购＝货物＋工程＋服务；车辆合计＝各类用车之和；自评项目数＝各等级之和",
    "title_en": "Stated parts of procurement, vehicles, graded projects and issues come to their stated total",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit; 0 for counts",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select
        *,
        coalesce(
            nullif(regexp_extract(subject, '[“"](优|良|中|差|合格|不合格|优秀|良好)[”"]', 1), ''),
            nullif(
                regexp_extract(
                    words_after_zh, '^个?(?:二级|一级)?项目[^，。;]{0,12}[“"](优|良|中|差|合格|不合格|优秀|良好)[”"]', 1
                ), ''
            )
        ) as grade
    from {{ ref('int_claim') }}
    where comparison is null or comparison = 'count'
),

wholes as (
    select *, 'procurement' as kind from claims where binding_no = 811 and not is_reason
    union all
    select *, 'vehicles' as kind from claims where binding_no = 821
    union all
    select *, 'grades' as kind from claims
    where
        section_kind = 'performance' and unit_family = 'count' and grade is null
        and contains(subject, '自评') and not contains(subject, '问题')
    union all
    select *, 'issues' as kind from claims
    where section_kind = 'performance' and unit_family = 'count' and contains(subject, '发现问题')
),

first_wholes as (
    select * from wholes
    qualify row_number() over (partition by document_id, kind order by claim_no) = 1
),

parts as (
    select *, 'procurement' as kind from claims where binding_no in (812, 813, 814)
    union all
    select *, 'vehicles' as kind from claims
    where section_kind = 'assets' and published_unit = '辆' and binding_no is distinct from 821
    union all
    select *, 'grades' as kind from claims
    where section_kind = 'performance' and unit_family = 'count' and grade is not null
    union all
    select *, 'issues' as kind from claims
    where section_kind = 'performance' and unit_family = 'count' and regexp_matches(subject, '整改')
),

first_parts as (
    select * from parts
    qualify row_number() over (
        partition by document_id, kind, coalesce(grade, subject) order by claim_no
    ) = 1
),

sums as (
    select
        first_wholes.document_id,
        first_wholes.kind,
        sum(first_parts.amount) as amount,
        coalesce(sum(first_parts.half_step) filter (where first_parts.amount <> 0), 0) as half_steps,
        coalesce(bool_or(first_parts.amount <> first_parts.topic_amount), false) as differs,
        {{ claim_numbers('first_parts') }} as claim_numbers
    from first_wholes
    inner join first_parts
        on
            first_wholes.document_id = first_parts.document_id
            and first_wholes.kind = first_parts.kind
            and first_wholes.passage_no = first_parts.passage_no
            and first_wholes.claim_no < first_parts.claim_no
    group by first_wholes.document_id, first_wholes.kind
    having count(*) > 1
),

statements as (
    select
        first_wholes.document_id,
        concat_ws(' · ', first_wholes.kind, first_wholes.subject_zh) as scope,
        first_wholes.amount as expected,
        sums.amount as observed,
        first_wholes.half_step + sums.half_steps as tolerance,
        cast(null as varchar) as severity,
        if(
            sums.differs or abs(first_wholes.amount - first_wholes.topic_amount) > 0,
            'One of the numbers differs from the statistics table: see N.13. 其中一数与相关信息统计表不符，见N.13。', null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印合计', first_wholes.published_text, first_wholes.published_unit, '，各项之和为',
                trim(printf('%.2f', cast(sums.amount / first_wholes.factor as double))), first_wholes.published_unit,
                '。The total is printed as ', first_wholes.published_text, ', its parts come to ',
                trim(printf('%.2f', cast(sums.amount / first_wholes.factor as double))), '.'
            )
        ) as cause,
        list_prepend(
            {{ joined_claim('first_wholes', 'total') }},
            {{ numbered_claims('sums.claim_numbers', 'first_wholes.document_id') }}
        ) as evidence
    from first_wholes
    inner join sums on first_wholes.document_id = sums.document_id and first_wholes.kind = sums.kind
)

{{ grade_statements(check) }}
