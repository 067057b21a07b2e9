{%- set check = {
    "check_id": "N.07.3",
    "title_zh": "平均每辆运行维护费＝运行维护费÷保有量",
    "title_en": "Cost a vehicle is cost over vehicles",
    "severity": "warn",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select * from {{ ref('int_claim') }} where section_kind = 'three_public'
),

averages as (
    select * from claims where measure = 'average' and unit_family = 'money' and contains(words_before_zh, '辆')
),

vehicles as (
    select * from claims
    where comparison = 'count' and published_unit = '辆' and contains(subject || words_before_zh, '保有量')
    qualify row_number() over (partition by document_id order by claim_no) = 1
),

costs as (
    select * from claims
    where comparison is null and measure = 'amount' and topic_measure = 'final_vehicle_operation'
    qualify row_number() over (partition by document_id order by claim_no desc) = 1
),

statements as (
    select
        averages.document_id,
        {{ claim_scope('averages') }} as scope,
        round(costs.amount / vehicles.amount / averages.factor, 2) * averages.factor as expected,
        averages.amount as observed,
        averages.half_step + costs.half_step / vehicles.amount as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印平均', averages.published_text, averages.published_unit, '，', {{ as_wan('costs.amount') }}, '÷',
                vehicles.published_text, '辆＝', {{ as_wan('costs.amount / vehicles.amount') }}, '。Printed ',
                averages.published_text, ', expected ', {{ as_wan('costs.amount / vehicles.amount') }}, '.'
            )
        ) as cause,
        [
            {{ joined_claim('averages') }},
            {{ joined_claim('costs', 'total') }},
            {{ joined_claim('vehicles', 'total') }}
        ] as evidence
    from averages
    inner join vehicles on averages.document_id = vehicles.document_id and vehicles.amount > 0
    inner join costs on averages.document_id = costs.document_id
)

{{ grade_statements(check) }}
