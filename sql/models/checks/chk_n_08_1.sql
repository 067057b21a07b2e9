{%- set check = {
    "check_id": "N.08.1",
    "title_zh": "推算的上年数不为负",
    "title_en": "The amount before that a stated change implies is not negative",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

changes as (
    select * from {{ ref('int_stated_change') }}
),

statements as (
    select
        changes.document_id,
        {{ claim_scope('changes') }} as scope,
        0 as expected,
        changes.prior_amount as observed,
        changes.prior_tolerance as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '本年数', {{ as_wan('current_amount') }}, '，所印增加', changes.published_text, changes.published_unit,
                '，推算上年数为', {{ as_wan('prior_amount') }}, '。An increase of ', changes.published_text,
                ' exceeds the amount of the year.'
            )
        ) as cause,
        [{{ joined_claim('changes') }}, {{ claimed_figure('changes', 'topic') }}] as evidence
    from changes
    where changes.current_amount is not null and not changes.is_reason
)

{{ grade_statements(check, relation='at_least') }}
