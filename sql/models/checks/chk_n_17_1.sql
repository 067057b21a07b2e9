{%- set check = {
    "check_id": "N.17.1",
    "title_zh": "“决算数大于、小于、等于预算数”的表述与数字一致",
    "title_en": "Final amounts are above, below or equal to the budget as the words say",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select * from {{ source('raw', 'mention') }}
    where mention_kind = 'against_budget'
    qualify
        row_number() over (
            partition by
                document_id, claim_no, other_claim_no, case value when 'above' then 1 when 'below' then -1 else 0 end
            order by page, y0, x0
        ) = 1
),

claims as not materialized (
    select * from {{ ref('int_claim') }}
),

misstated as (
    {{ misstated_claims('chk_n_09') }}
),

compared as (
    select
        mentions.*,
        coalesce(finals.topic_amount, finals.amount) as final_amount,
        if(budgets.budget_figure_no is null, budgets.amount, budgets.budget_amount) as budget_amount,
        sign(
            coalesce(finals.topic_amount, finals.amount)
            - if(budgets.budget_figure_no is null, budgets.amount, budgets.budget_amount)
        ) as direction,
        case mentions.value when 'above' then 1 when 'below' then -1 else 0 end as worded,
        [
            {{ joined_text('mentions', 'mentions.text', 'mentions.subject_zh') }},
            {{ joined_claim('finals', 'total') }},
            {{ joined_claim('budgets', 'total') }}
        ] as evidence,
        -- Also the other budget that the paragraph states: 预算数 alone may mean either.
        exists(
            select 1 from claims as others
            where
                others.document_id = mentions.document_id
                and others.passage_no = finals.passage_no
                and others.subject = finals.subject
                and others.comparison = 'budget'
                and others.claim_no <> budgets.claim_no
        ) as has_other_budget,
        exists(
            select 1 from misstated
            where
                misstated.document_id = mentions.document_id and misstated.claim_no = budgets.claim_no
        ) as is_misstated
    from mentions
    inner join claims as finals
        on mentions.document_id = finals.document_id and mentions.claim_no = finals.claim_no
    inner join claims as budgets
        on mentions.document_id = budgets.document_id and mentions.other_claim_no = budgets.claim_no
),

statements as (
    select
        document_id,
        concat_ws(' · ', 'p' || page, subject_zh, text) as scope,
        direction as expected,
        case
            when value = 'nearly' and abs(final_amount - budget_amount) * 20 <= budget_amount then direction else worded
        end
            as observed,
        0 as tolerance,
        -- What is nearly the same is a matter of opinion.
        if(value = 'nearly', 'warn', null) as severity,
        case
            when has_other_budget and not regexp_matches(text, '年初|全年')
                then 'Two budgets are stated and the words do not say which. 同时列示年初与全年预算，表述未指明。'
            when is_misstated
                then 'The budget contradicts its completion rate: see N.09. 预算数与完成率矛盾，见N.09。'
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '印“', text, '”，而决算', {{ as_wan('final_amount') }}, '、预算', {{ as_wan('budget_amount') }},
                '。The text says so, but the final amount is ', {{ as_wan('final_amount') }}, ' and the budget ',
                {{ as_wan('budget_amount') }}, '.'
            )
        ) as cause,
        evidence
    from compared
)

{{ grade_statements(check) }}
