{%- set check = {
    "check_id": "N.18",
    "title_zh": "上年数为零时不得印增长率",
    "title_en": "No growth rate is printed where the amount before is nothing",
    "severity": "warn",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

changes as (
    select * from {{ ref('int_stated_change') }}
),

rates as (
    select * from {{ ref('int_claim') }}
),

statements as (
    select
        rates.document_id,
        {{ claim_scope('rates') }} as scope,
        0 as expected,
        rates.amount as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '上年数为0（本年', {{ as_wan('changes.current_amount') }}, '，增加', changes.published_text,
                changes.published_unit, '），所印增长', rates.published_text,
                '%无意义。The amount before is nothing: a growth of ', rates.published_text, '% is undefined.'
            )
        ) as cause,
        [
            {{ joined_claim('rates') }},
            {{ joined_claim('changes', 'total') }},
            {{ claimed_figure('changes', 'topic') }}
        ] as evidence
    from changes
    inner join rates
        on changes.document_id = rates.document_id and changes.percentage_claim_no = rates.claim_no
    where
        abs(changes.prior_amount) <= changes.prior_tolerance and changes.current_amount <> 0 and rates.amount = 100
)

{{ grade_statements(check) }}
