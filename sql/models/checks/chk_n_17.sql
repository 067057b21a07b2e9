{%- set check = {
    "check_id": "N.17",
    "title_zh": "增减额与增长率方向一致",
    "title_en": "A change and its rate point the same way",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
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
        sign(changes.amount) as expected,
        sign(rates.amount) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '增减额', {{ as_wan('changes.amount') }}, '与增长率', rates.published_text, '%（',
                if(rates.amount < 0, '下降', '增长'), '）方向相反。The change of ', changes.published_text, ' and the rate of ',
                rates.published_text, '% are worded in opposite directions.'
            )
        ) as cause,
        [{{ joined_claim('rates') }}, {{ joined_claim('changes', 'total') }}] as evidence
    from changes
    inner join rates
        on changes.document_id = rates.document_id and changes.percentage_claim_no = rates.claim_no
    where not (changes.amount = 0 and rates.amount = 0)
)

{{ grade_statements(check) }}
