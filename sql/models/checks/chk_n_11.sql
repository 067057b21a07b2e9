{%- set check = {
    "check_id": "N.11",
    "title_zh": "所列各项原因之和＝增减额",
    "title_en": "The stated reasons come to the stated change",
    "severity": "info",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }}
),

sums as (
    select
        claims.document_id,
        claims.whole_claim_no,
        sum(amount) as amount,
        sum(claims.half_step) as half_steps,
        count(*) as part_count,
        bool_or(claims.comparison is null) as has_balance,
        {{ claim_numbers('claims') }} as claim_numbers
    from claims
    where claims.whole_claim_no is not null
    group by claims.document_id, claims.whole_claim_no
),

statements as (
    select
        wholes.document_id,
        {{ claim_scope('wholes') }} as scope,
        wholes.amount as expected,
        sums.amount as observed,
        wholes.half_step + sums.half_steps as tolerance,
        cast(null as varchar) as severity,
        if(
            sums.has_balance and wholes.comparison = 'yoy_change'
            and abs(wholes.amount - coalesce(wholes.topic_amount, wholes.amount)) > wholes.half_step,
            'The parts are balances, the whole is a change. 所列各部分为余额，非增减额。', null
        ) as obstacle,
        if(
            sums.part_count = 1 and abs(sums.amount) < abs(wholes.amount) and sign(sums.amount) = sign(wholes.amount)
            and not {{ one_slip('sums.amount', 'wholes.amount') }},
            'Only one main reason is given with a number. 仅列主要原因。', null
        ) as excuse,
        if(
            expected = observed, null,
            concat(
                '增减额', {{ as_wan('wholes.amount') }}, '，所列原因合计', {{ as_wan('sums.amount') }}, '，差',
                {{ as_wan('sums.amount - wholes.amount') }}, '。The change is ', {{ as_wan('wholes.amount') }},
                ', the reasons with numbers come to ', {{ as_wan('sums.amount') }}, '.'
            )
        ) as cause,
        list_prepend(
            {{ joined_claim('wholes', 'total') }},
            {{ numbered_claims('sums.claim_numbers', 'wholes.document_id') }}
        ) as evidence
    from sums
    inner join claims as wholes
        on sums.document_id = wholes.document_id and sums.whole_claim_no = wholes.claim_no
)

{{ grade_statements(check) }}
