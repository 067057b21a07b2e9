{%- set check = {
    "check_id": "N.13.4",
    "title_zh": "机关运行经费＝基本支出中的公用经费（含事业单位的部门可少于公用经费）",
    "title_en": "Running costs are the public funds of basic expenditure, or less where institutions have some of them",
    "severity": "warn",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }}
    where binding_no = 801 and comparison is null
    qualify row_number() over (partition by document_id order by claim_no) = 1
),

figures as (
    select * from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure' and line_id = 'basic.public_funds_total'
),

statements as (
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        figures.amount_yuan as expected,
        claims.amount as observed,
        claims.half_step + figures.half_step_yuan as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        if(
            claims.amount < figures.amount_yuan and not {{ one_slip('claims.amount', 'figures.amount_yuan') }},
            'Less than the public funds: some of its units are institutions. 少于公用经费，部门内有事业单位。', null
        ) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', claims.published_text, claims.published_unit, '，公用经费', {{ as_wan('figures.amount_yuan') }},
                '。Printed ', claims.published_text, ', the public funds are ', {{ as_wan('figures.amount_yuan') }}, '.'
            )
        ) as cause,
        [{{ joined_claim('claims') }}, {{ joined_figure('figures') }}] as evidence
    from claims
    inner join figures on claims.document_id = figures.document_id
)

{{ grade_statements(check) }}
