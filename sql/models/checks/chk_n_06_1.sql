{%- set check = {
    "check_id": "N.06.1",
    "title_zh": "情况说明所列“主要包括”的经济科目在基本支出表中有数",
    "title_en": "Every economic item named as spent has an amount in the basic expenditure table",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

-- An item that is named several times is looked at where it stands first.
first_mentions as (
    select document_id, min(mention_no) as mention_no
    from {{ source('raw', 'mention') }}
    where mention_kind = 'named_item'
    group by document_id, subject_code
),

mentions as (
    select mentions.*
    from {{ source('raw', 'mention') }} as mentions
    semi join first_mentions
        on mentions.document_id = first_mentions.document_id and mentions.mention_no = first_mentions.mention_no
    where mentions.mention_kind = 'named_item'
),

figures as (
    select * from {{ ref('int_figure') }} where table_id = 'basic_expenditure' and subject_code is not null
),

table_states as (
    select * from {{ ref('int_table_state') }} where table_id = 'basic_expenditure'
),

held_back as (
    select distinct document_id
    from {{ source('raw', 'finding') }}
    where table_id = 'basic_expenditure' and finding_kind = 'readers_disagree'
),

statements as (
    select
        mentions.document_id,
        concat_ws(' · ', mentions.subject_code, mentions.text) as scope,
        if(coalesce(figures.amount_yuan, 0) <> 0, 1, 0) as expected,
        1 as observed,
        0 as tolerance,
        if(figures.amount_yuan = 0, 'info', null) as severity,
        case
            when coalesce(table_states.state, 'missing') <> 'filled'
                then 'The basic expenditure table was not read. 未读到基本支出表。'
            when
                figures.amount_yuan is null
                and (table_states.unread_row_count > 0 or held_back.document_id is not null)
                then 'Rows of the table were not understood. 表中有未识别或存疑的行。'
        end as obstacle,
        cast(null as varchar) as excuse,
        case
            when figures.amount_yuan = 0
                then concat(
                    '情况说明列入“', mentions.text, '”，表中印0.00（或为不足半个单位的尾数）。The text names the item; the table ',
                    'prints 0.00.'
                )
            when figures.amount_yuan is null
                then concat(
                    '情况说明列入“', mentions.text, '”，基本支出表', mentions.subject_code, '为空。The text names the item; ',
                    'the basic expenditure table is blank at ', mentions.subject_code, '.'
                )
        end as cause,
        [
            {{ joined_text('mentions', 'mentions.text', 'mentions.subject_zh') }},
            if(figures.amount_yuan is null, null, {{ joined_figure('figures', 'support') }})
        ] as evidence
    from mentions
    left join figures
        on mentions.document_id = figures.document_id and mentions.subject_code = figures.subject_code
    left join table_states on mentions.document_id = table_states.document_id
    left join held_back on mentions.document_id = held_back.document_id
)

{{ grade_statements(check) }}
