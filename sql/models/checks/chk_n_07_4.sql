{%- set check = {
    "check_id": "N.07.4",
    "title_zh": "国内、外事、国（境）外接待费不超过公务接待费",
    "title_en": "Parts of official reception stay within it",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }}
    where
        section_kind = 'three_public' and unit_family = 'money' and comparison is null
        and regexp_matches(subject, '^(国内(公务)?|外事|外宾|国（境）外(公务)?)接待费?')
),

figures as (
    select * from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses' and measure = 'final_reception'
),

table_states as (
    select * from {{ ref('int_table_state') }}
    where table_id = 'three_public_expenses' and state in ('filled', 'blank')
),

statements as (
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        coalesce(figures.amount_yuan, 0) as expected,
        claims.amount as observed,
        claims.half_step + coalesce(figures.half_step_yuan, 0) as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', claims.published_text, claims.published_unit, '，大于公务接待费',
                {{ as_wan('coalesce(figures.amount_yuan, 0)') }}, '。The part exceeds official reception.'
            )
        ) as cause,
        [{{ joined_claim('claims') }}, if(figures.amount_yuan is null, null, {{ joined_figure('figures') }})]
            as evidence
    from claims
    inner join table_states on claims.document_id = table_states.document_id
    left join figures on claims.document_id = figures.document_id
)

{{ grade_statements(check, relation='at_most') }}
