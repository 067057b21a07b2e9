{%- set check = {
    "check_id": "N.20.1",
    "title_zh": "情况说明所列科目在决算表中有此名称",
    "title_en": "Every item that the text details by its names is in the table",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select
        *,
        {{ bare_name("list_extract(string_split(subject_zh, '/'), -1)") }} as bare
    from {{ source('raw', 'mention') }}
    where mention_kind = 'item_name' and subject_code is null and contains(subject_zh, '/')
),

claims as (
    select * from {{ ref('int_claim') }}
    where section_kind = 'gpb_detail' and comparison is null and measure = 'amount' and subject_code is null
),

figures as (
    select
        *,
        {{ bare_name('label_zh') }} as bare
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and length(subject_code) = 7
),

table_states as (
    select * from {{ ref('int_table_state') }} where table_id = 'general_public_budget_expenditure'
),

stated as (
    select
        mentions.document_id,
        mentions.mention_no,
        first(claims.amount order by claims.claim_no) as amount
    from mentions
    inner join claims
        on mentions.document_id = claims.document_id and mentions.subject_zh = claims.subject_zh
    group by mentions.document_id, mentions.mention_no
),

printed as (
    select
        mentions.document_id,
        mentions.mention_no,
        bool_or(figures.bare = mentions.bare) as is_named,
        first(figures.label_zh order by figures.subject_code) filter (where figures.amount_yuan = stated.amount)
            as label_of_amount,
        count(*) filter (where figures.amount_yuan = stated.amount) as amount_count
    from mentions
    left join stated on mentions.document_id = stated.document_id and mentions.mention_no = stated.mention_no
    inner join figures on mentions.document_id = figures.document_id
    group by mentions.document_id, mentions.mention_no
),

statements as (
    select
        mentions.document_id,
        concat_ws(' · ', 'p' || mentions.page, mentions.subject_zh) as scope,
        1 as expected,
        if(printed.is_named, 1, 0) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        case
            when coalesce(table_states.state, 'missing') <> 'filled' or table_states.unread_row_count > 0
                then 'The table was not read completely. 未完整读到该表。'
            when not printed.is_named and printed.amount_count <> 1
                then 'Neither the names nor the amount lead to a row of the table. 名称与金额均未能对应表中的行。'
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '情况说明印“', mentions.subject_zh, '”，表中无此科目；该金额在表中为“', printed.label_of_amount,
                '”。The table has no such item; it prints the amount for ', printed.label_of_amount, '.'
            )
        ) as cause,
        [{{ joined_text('mentions', 'mentions.text', 'mentions.subject_zh') }}] as evidence
    from mentions
    inner join printed on mentions.document_id = printed.document_id and mentions.mention_no = printed.mention_no
    left join table_states on mentions.document_id = table_states.document_id
)

{{ grade_statements(check) }}
