{%- set check = {
    "check_id": "N.14.2",
    "title_zh": "自评表：总分＝各项得分之和；资金得分＝分值×执行率；等级与总分相符",
    "title_en": "Forms: the total is the sum of the scores, the score of the funds follows the ratio, the grade fits the total",
    "severity": "error",
    "tolerance": "0.05 a score that is printed with one decimal, else half a printed step",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

forms as (
    select * from {{ ref('fct_self_evaluation') }} where is_current
),

indicators as (
    select
        document_id, form_no,
        sum(score) as score,
        sum(weight) as weight,
        count(*) filter (where score is null) as unscored_count,
        count(*) filter (where weight is null) as unweighted_count,
        count(*) as line_count
    from {{ ref('fct_self_evaluation_indicator') }}
    where is_current
    group by document_id, form_no
),

joined as (
    select
        forms.*,
        indicators.score as indicator_score,
        indicators.weight as indicator_weight,
        indicators.unscored_count,
        indicators.unweighted_count,
        cast(
            0.5 * power(cast(10 as double), -length(regexp_extract(coalesce(forms.score_text, ''), '[.](\d+)', 1)))
            as decimal(20, 6)
        ) as score_half_step,
        coalesce(forms.weight, 10) * least(forms.published_execution_ratio, 100) / 100 as implied_score
    from forms
    left join indicators on forms.document_id = indicators.document_id and forms.form_no = indicators.form_no
),

statements as (
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, project_zh, 'total score') as scope,
        coalesce(score, 0) + indicator_score as expected,
        total_score as observed,
        0.005 as tolerance,
        cast(null as varchar) as severity,
        if(unscored_count > 0, 'A score was not read. 有未读到的得分。', null) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '（', project_zh, '）总分印', total_score_text, '，各项得分之和为',
                printf('%.2f', cast(coalesce(score, 0) + indicator_score as double)), '。The total is printed as ',
                total_score_text,
                ', the scores come to ',
                printf('%.2f', cast(coalesce(score, 0) + indicator_score as double)),
                '.'
            )
        ) as cause,
        [{{ joined_text('joined', 'joined.total_score_text', 'joined.project_zh', 'joined.total_score') }}] as evidence
    from joined
    where total_score is not null and indicator_score is not null
    union all
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, project_zh, 'total weight') as scope,
        total_weight as expected,
        coalesce(weight, 0) + indicator_weight as observed,
        0.005 as tolerance,
        cast(null as varchar) as severity,
        if(unweighted_count > 0, 'A weight was not read. 有未读到的分值。', null) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '（', project_zh, '）总分值印', total_weight_text, '，各项分值之和为',
                printf('%.2f', cast(coalesce(weight, 0) + indicator_weight as double)), '。The weights do not come to ',
                total_weight_text, '.'
            )
        ) as cause,
        [{{ joined_text('joined', 'joined.total_weight_text', 'joined.project_zh', 'joined.total_weight') }}]
            as evidence
    from joined
    where total_weight is not null and indicator_weight is not null and weight is not null
    union all
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, project_zh, 'score of the funds') as scope,
        {{ as_rounded('implied_score', 'score', 'score_half_step') }} as expected,
        score as observed,
        score_half_step + 0.0005 as tolerance,
        'warn' as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '（', project_zh, '）资金执行得分印', score_text, '，分值×执行率＝',
                printf('%.2f', cast(implied_score as double)), '。The score of the funds is printed as ', score_text,
                ', weight times ratio is ', printf('%.2f', cast(implied_score as double)), '.'
            )
        ) as cause,
        [{{ joined_text('joined', 'joined.score_text', 'joined.project_zh', 'joined.score') }}] as evidence
    from joined
    where implied_score is not null and score is not null
    union all
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, project_zh, 'grade') as scope,
        1 as expected,
        if(
            total_score between
            case left(grade, 1) when '优' then 90 when '良' then 80 when '中' then 60 else 0 end
            and case left(grade, 1) when '优' then 100 when '良' then 90 when '中' then 80 else 60 end, 1, 0
        ) as observed,
        0 as tolerance,
        'warn' as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '（', project_zh, '）得分', total_score_text, '，等级印“', grade, '”。A score of ',
                total_score_text, ' is graded ', grade, '.'
            )
        ) as cause,
        [{{ joined_text('joined', 'joined.grade', 'joined.project_zh') }}] as evidence
    from joined
    where total_score is not null and left(grade, 1) in ('优', '良', '中', '差')
)

{{ grade_statements(check, about='forms') }}
