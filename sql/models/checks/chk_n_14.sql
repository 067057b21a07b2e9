{%- set check = {
    "check_id": "N.14",
    "title_zh": "情况说明的项目自评得分、预算数、执行数与自评表一致",
    "title_en": "Scores and funds of projects in the text are those of their self-evaluation forms",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

forms as (
    select * from {{ ref('fct_self_evaluation') }} where is_current and project_zh is not null
),

claims as (
    select * from {{ ref('int_claim') }} where section_kind = 'performance'
),

matched as (
    select
        claims.*,
        forms.form_no,
        case
            when claims.measure = 'score' then forms.total_score
            when claims.measure = 'full_year_budget' then forms.full_year_budget_yuan
            when claims.measure = 'initial_budget' then forms.original_budget_yuan
            else forms.executed_budget_yuan
        end as wanted,
        case
            when claims.measure = 'score' then forms.total_score_text
            when claims.measure = 'full_year_budget' then forms.full_year_budget_text
            when claims.measure = 'initial_budget' then forms.original_budget_text
            else forms.executed_budget_text
        end as wanted_text,
        forms.page as form_page,
        struct_pack(
            document_id := forms.document_id, page := forms.page, x0 := forms.x0, y0 := forms.y0, x1 := forms.x1,
            y1 := forms.y1
        ) as place
    from claims
    inner join forms
        on
            claims.document_id = forms.document_id
            and length(claims.subject) >= 4
            and {{ bare_project('claims.subject') }} = {{ bare_project('forms.project_zh') }}
    where
        claims.measure in ('score', 'full_year_budget', 'initial_budget')
        or claims.comparison is null and claims.measure = 'amount' and contains(claims.words_before_zh, '执行')
),

statements as (
    select
        matched.document_id,
        {{ claim_scope('matched') }} as scope,
        matched.wanted as expected,
        matched.amount as observed,
        matched.half_step as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                matched.subject_zh,
                '：情况说明印',
                matched.published_text,
                matched.published_unit,
                '，自评表（第',
                matched.form_page,
                '页）为',
                matched.wanted_text,
                '。The text prints ',
                matched.published_text,
                ', the form on page ',
                matched.form_page,
                ' ',
                matched.wanted_text,
                '.'
            )
        ) as cause,
        [
            {{ joined_claim('matched') }},
            {{ joined_text('matched.place', 'matched.wanted_text', 'matched.subject_zh', role='total') }}
        ] as evidence
    from matched
    where matched.wanted is not null
)

{{ grade_statements(check) }}
