{%- set check = {
    "check_id": "N.08",
    "title_zh": "增长率＝增减额÷上年数（上年数＝本年数－增减额）",
    "title_en": "A growth rate is the change over the amount before",
    "severity": "error",
    "tolerance": "half a printed step, and those of amount and change over the amount before",
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
        if(
            abs(changes.prior_amount) <= changes.prior_tolerance, 100,
            {{ as_rounded(
                '100 * changes.amount / nullif(changes.prior_amount, 0)', 'sign(changes.amount) * abs(rates.amount)',
                'rates.half_step'
            ) }}
        ) as expected,
        sign(changes.amount) * abs(rates.amount) as observed,
        if(
            abs(changes.prior_amount) <= changes.prior_tolerance, 0,
            rates.half_step
            + 100 * (1 + abs(rates.amount) / 100) * changes.prior_tolerance / abs(changes.prior_amount)
        ) as tolerance,
        cast(null as varchar) as severity,
        case
            when changes.current_amount is null
                then 'The amount that grew is not stated and not printed. 未读到增减所对应的本年数。'
            when sign(changes.amount) <> sign(rates.amount)
                then 'Change and rate point in different ways: see N.17. 增减额与增长率方向不一，见N.17。'
            when changes.prior_amount < -changes.prior_tolerance
                then 'The change implies a negative amount before: see N.08.1. 推算的上年数为负，见N.08.1。'
            when abs(changes.prior_amount) <= changes.prior_tolerance and rates.amount = 100
                then 'The amount before is nothing: see N.18. 上年数为零，见N.18。'
            when
                abs(changes.stated_amount - changes.current_amount) > changes.prior_tolerance
                and abs(
                    100 * changes.amount / nullif(changes.stated_amount - changes.amount, 0)
                    - sign(changes.amount) * abs(rates.amount)
                ) <= 2 * rates.half_step
                then {{ follows('changes.stated_claim_no') }}
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', rates.published_text, '%，应为',
                coalesce(
                    {{ as_percent('100 * abs(changes.amount) / abs(nullif(changes.prior_amount, 0))') }}, '无（上年数为0）'
                ),
                '（增减额', {{ as_wan('changes.amount') }}, '÷上年数', {{ as_wan('changes.prior_amount') }}, '）。Printed ',
                rates.published_text, '%, expected ',
                coalesce({{ as_percent('100 * abs(changes.amount) / abs(nullif(changes.prior_amount, 0))') }}, 'none'),
                '.'
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
    where not (changes.amount = 0 and rates.amount = 0)
)

{{ grade_statements(check) }}
