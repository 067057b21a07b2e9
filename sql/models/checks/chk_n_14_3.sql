{%- set check = {
    "check_id": "N.14.3",
    "title_zh": "情况说明的自评项目数、涉及资金、等级数与所附自评表相符",
    "title_en": "Counts, funds and grades of the self-evaluation in the text are those of the attached forms",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

forms as (
    select
        document_id,
        count(*) as form_count,
        sum(full_year_budget_yuan) as budget,
        list(grade) as grades,
        first(page order by form_no) as page,
        bool_and(full_year_budget_yuan is not null) as has_budgets,
        bool_and(grade is not null) as has_grades
    from {{ ref('fct_self_evaluation') }}
    where is_current
    group by document_id
),

claims as (
    select
        *,
        nullif(
            regexp_extract(
                words_after_zh, '^个?(?:二级|一级)?项目[^，。;]{0,12}[“"](优|良|中|差)[”"]', 1
            ), ''
        ) as grade_after,
        nullif(regexp_extract(subject, '[“"](优|良|中|差)[”"]', 1), '') as grade_named
    from {{ ref('int_claim') }}
    where section_kind = 'performance'
),

counted as (
    select * from claims
    where unit_family = 'count' and contains(subject, '自评') and grade_after is null and grade_named is null
    qualify row_number() over (partition by document_id order by claim_no) = 1
),

-- Only where every self-evaluated project has its form attached do the forms say what the text must.
complete as (
    select forms.*, counted.passage_no
    from forms
    inner join counted on forms.document_id = counted.document_id and forms.form_count = counted.amount
),

funds as (
    select claims.*
    from claims
    inner join complete on claims.document_id = complete.document_id and claims.passage_no = complete.passage_no
    where claims.unit_family = 'money' and regexp_matches(claims.words_before_zh, '涉及.*(资金|金额)')
    qualify row_number() over (partition by claims.document_id order by claims.claim_no) = 1
),

statements as (
    select
        funds.document_id,
        {{ claim_scope('funds') }} as scope,
        complete.budget as expected,
        funds.amount as observed,
        funds.half_step + 50 * complete.form_count as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '情况说明印涉及资金', funds.published_text, funds.published_unit, '，', complete.form_count, '张自评表全年预算合计',
                {{ as_wan('complete.budget') }},
                '。The text prints ',
                funds.published_text,
                ', the budgets of the forms come to ',
                {{ as_wan('complete.budget') }}, '.'
            )
        ) as cause,
        [{{ joined_claim('funds') }}] as evidence
    from complete
    inner join funds on complete.document_id = funds.document_id
    where complete.has_budgets
    union all
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        len(
            list_filter(
                complete.grades, lambda grade: left(grade, 1) = coalesce(claims.grade_after, claims.grade_named)
            )
        )
            as expected,
        claims.amount as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '情况说明印“', coalesce(claims.grade_after, claims.grade_named), '”', claims.published_text,
                '个，自评表中为',
                len(
                    list_filter(
                        complete.grades, lambda grade: left(grade, 1) = coalesce(claims.grade_after, claims.grade_named)
                    )
                ),
                '个。The forms do not have so many of this grade.'
            )
        ) as cause,
        [{{ joined_claim('claims') }}] as evidence
    from complete
    inner join claims on complete.document_id = claims.document_id and complete.passage_no = claims.passage_no
    where
        complete.has_grades
        and claims.unit_family = 'count'
        and coalesce(claims.grade_after, claims.grade_named) is not null
)

{{ grade_statements(check, about='forms') }}
