{%- set check = {
    "check_id": "N.14.5",
    "title_zh": "绩效情况所述金额的口径与表一致",
    "title_en": "Performance amounts are what the text calls them",
    "severity": "info",
    "tolerance": "half a printed step of each number",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }} where section_kind = 'performance'
),

forms as (
    select * from {{ ref('fct_self_evaluation') }} where is_current
),

projects as (
    select * from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and line_id = 'total' and measure = 'project'
),

shares as (
    select
        claims.*,
        wholes.amount as part
    from claims
    inner join claims as wholes
        on claims.document_id = wholes.document_id and wholes.claim_no = claims.claim_no - 1
    where
        claims.comparison = 'share_pct' and wholes.unit_family = 'money'
        and regexp_matches(claims.words_before_zh, '占(一般公共预算)?项目支出')
),

statements as (
    select
        shares.document_id,
        {{ claim_scope('shares') }} as scope,
        round(100 * shares.part / projects.amount_yuan, 2) as expected,
        shares.amount as observed,
        shares.half_step as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '绩效自评涉及资金', {{ as_wan('shares.part') }}, '，所印占一般公共预算项目支出', shares.published_text,
                '%；', {{ as_wan('shares.part') }}, '÷项目支出决算',
                {{ as_wan('projects.amount_yuan') }}, '＝', {{ as_percent('100 * shares.part / projects.amount_yuan') }},
                '，口径应为项目预算。The share fits the budget, not the expenditure.'
            )
        ) as cause,
        [{{ joined_claim('shares') }}, {{ joined_figure('projects', 'support') }}] as evidence
    from shares
    inner join projects on shares.document_id = projects.document_id and projects.amount_yuan <> 0
    union all
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        forms.executed_budget_yuan as expected,
        claims.amount as observed,
        claims.half_step as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印支出', claims.published_text, claims.published_unit, '实为', forms.project_zh, '全年预算数，执行数为',
                {{ as_wan('forms.executed_budget_yuan') }},
                '。What is called expenditure is the budget of the form on page ',
                forms.page, '.'
            )
        ) as cause,
        [{{ joined_claim('claims') }}] as evidence
    from claims
    inner join forms
        on
            claims.document_id = forms.document_id
            and claims.amount = forms.full_year_budget_yuan
            and claims.amount <> forms.executed_budget_yuan
    where claims.comparison is null and claims.unit_family = 'money' and regexp_matches(claims.words_before_zh, '支出$')
)

{{ grade_statements(check, about='forms') }}
