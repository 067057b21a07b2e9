{%- set check = {
    "check_id": "N.16",
    "title_zh": "同一数字在文中各处一致，元与万元不混用",
    "title_en": "A figure that is repeated is repeated exactly, and in the same unit of money",
    "severity": "info",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{#- One number in two units of money, or two numbers that are one slip apart. -#}
{%- set differs -%}
(
            others.digits = claims.digits and others.published_unit <> claims.published_unit
            or {{ one_slip('others.amount', 'claims.amount') }}
        )
{%- endset -%}
{{ config(meta=check) }}

with

claims as (
    select
        *,
        printf('%.2f', cast(abs(amount) / factor as double)) as digits
    from {{ ref('int_claim') }}
    where unit_family = 'money' and abs(amount) / factor >= if(section_kind = 'procurement', 1, 10)
),

near as (
    select
        claims.document_id,
        claims.claim_no,
        count(*) filter (where others.amount = claims.amount or others.amount = -claims.amount) as same_count,
        count(*) filter (where {{ differs }}) as near_count,
        first(others.claim_no order by others.claim_no) filter (where {{ differs }}) as near_claim_no
    from claims
    inner join claims as others
        on
            claims.document_id = others.document_id
            and claims.claim_no <> others.claim_no
            and (
                claims.subject = others.subject and claims.comparison is not distinct from others.comparison
                or claims.section = others.section and claims.section_kind in ('procurement', 'performance')
            )
    where claims.topic_amount is null and claims.subject_code is null
    group by claims.document_id, claims.claim_no
),

statements as (
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        abs(if(near.near_count > 0 and near.same_count = 0, others.amount, claims.amount)) as expected,
        abs(claims.amount) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '印', claims.published_text, claims.published_unit, '，他处（第', others.page, '页）印', others.published_text,
                others.published_unit, if(others.digits = claims.digits, '，元与万元混用', '，仅一字之差'),
                '，请核对。Printed ', claims.published_text, ' here and ', others.published_text, ' on page ', others.page,
                if(others.digits = claims.digits, ': in two units of money.', ': one character apart.')
            )
        ) as cause,
        [{{ joined_claim('claims') }}, if(others.claim_no is null, null, {{ joined_claim('others', 'total') }})]
            as evidence
    from near
    inner join claims on near.document_id = claims.document_id and near.claim_no = claims.claim_no
    left join claims as others on near.document_id = others.document_id and near.near_claim_no = others.claim_no
    where near.same_count + near.near_count > 0
)

{{ grade_statements(check) }}
