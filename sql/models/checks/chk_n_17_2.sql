{%- set check = {
    "check_id": "N.17.2",
    "title_zh": "增减原因的表述与增减方向一致",
    "title_en": "Stated reasons point the way of the change",
    "severity": "info",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'reason'
),

movements as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'movement'
),

claims as (
    select * from {{ ref('int_claim') }}
),

statements as (
    select
        mentions.document_id,
        {{ claim_scope('claims') }} as scope,
        sign(claims.amount) as expected,
        if(mentions.value = 'up', 1, -1) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                claims.subject_zh, if(claims.amount > 0, '增加', if(claims.amount < 0, '减少', '持平')), '，而所述原因为“',
                mentions.text, '”。The reasons point the other way.'
            )
        ) as cause,
        [{{ joined_text('mentions', 'mentions.text', 'mentions.subject_zh') }}, {{ joined_claim('claims', 'total') }}]
            as evidence
    from mentions
    inner join claims on mentions.document_id = claims.document_id and mentions.claim_no = claims.claim_no
    where claims.passage_no is not null
    union all
    select
        later.document_id,
        concat_ws(' · ', 'p' || later.page, later.subject_zh) as scope,
        if(earlier.value = 'up', 1, -1) as expected,
        if(later.value = 'up', 1, -1) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '“', later.text, '”（第', later.page, '页）与“', earlier.text, '”（第', earlier.page,
                '页）方向相反。The text says elsewhere that it moved the other way.'
            )
        ) as cause,
        [
            {{ joined_text('later', 'later.text', 'later.subject_zh') }},
            {{ joined_text('earlier', 'earlier.text', 'earlier.subject_zh', role='total') }}
        ] as evidence
    from movements as later
    inner join movements as earlier
        on
            later.document_id = earlier.document_id and later.subject_zh = earlier.subject_zh
            and later.mention_no > earlier.mention_no
    qualify row_number() over (
        partition by later.document_id, later.mention_no order by earlier.value <> later.value desc, earlier.mention_no
    ) = 1
)

{{ grade_statements(check) }}
