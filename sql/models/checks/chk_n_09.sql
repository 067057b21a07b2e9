{%- set check = {
    "check_id": "N.09",
    "title_zh": "完成预算的百分比＝决算数÷预算数",
    "title_en": "A completion rate is the final amount over the budget",
    "severity": "error",
    "tolerance": "half a printed step, and those of both amounts over the budget",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "percent",
} -%}
{{ config(meta=check) }}

with

claims as not materialized (
    select * from {{ ref('int_claim') }}
),

rates as (
    select * from claims where comparison = 'completion_pct'
),

budgets as (
    select * from claims where comparison = 'budget' and unit_family = 'money'
),

finals as (
    select * from claims where comparison is null and measure = 'amount' and unit_family = 'money'
),

stated_budgets as (
    select
        rates.document_id,
        rates.claim_no as rate_claim_no,
        budgets.claim_no
    from rates
    inner join budgets
        on
            rates.document_id = budgets.document_id
            and rates.passage_no = budgets.passage_no
            and rates.subject = budgets.subject
            and (rates.measure in ('budget', budgets.measure) or budgets.measure = 'budget')
            and rates.claim_no > budgets.claim_no
    qualify row_number() over (partition by rates.document_id, rates.claim_no order by budgets.claim_no desc) = 1
),

other_budgets as (
    select
        rates.document_id,
        rates.claim_no as rate_claim_no,
        max(budgets.amount) as amount
    from rates
    inner join budgets
        on
            rates.document_id = budgets.document_id
            and rates.passage_no = budgets.passage_no
            and rates.subject = budgets.subject
            and rates.measure <> budgets.measure
    group by rates.document_id, rates.claim_no
),

stated_finals as (
    select
        rates.document_id,
        rates.claim_no as rate_claim_no,
        finals.claim_no
    from rates
    inner join finals
        on
            rates.document_id = finals.document_id
            and rates.passage_no = finals.passage_no
            and rates.subject = finals.subject
            and rates.claim_no > finals.claim_no
    qualify row_number() over (partition by rates.document_id, rates.claim_no order by finals.claim_no desc) = 1
),

compared as (
    select
        rates.*,
        coalesce(rates.topic_amount, finals.amount) as final_amount,
        coalesce(if(rates.topic_amount is null, finals.half_step, rates.topic_half_step), 0) as final_half_step,
        coalesce(if(rates.budget_figure_no is null, null, rates.budget_amount), budgets.amount, rates.budget_amount)
            as whole,
        coalesce(if(rates.budget_figure_no is null, budgets.half_step, rates.budget_half_step), 0) as whole_half_step,
        other_budgets.amount as other_budget,
        [
            {{ joined_claim('rates') }},
            if(finals.claim_no is null, null, {{ joined_claim('finals', 'total') }}),
            if(
                budgets.claim_no is null,
                {{ claimed_figure('rates', 'budget') }},
                {{ joined_claim('budgets', 'total') }}
            ),
            {{ claimed_figure('rates', 'topic') }}
        ] as evidence
    from rates
    left join stated_budgets
        on rates.document_id = stated_budgets.document_id and rates.claim_no = stated_budgets.rate_claim_no
    left join budgets
        on stated_budgets.document_id = budgets.document_id and stated_budgets.claim_no = budgets.claim_no
    left join stated_finals
        on rates.document_id = stated_finals.document_id and rates.claim_no = stated_finals.rate_claim_no
    left join finals on stated_finals.document_id = finals.document_id and stated_finals.claim_no = finals.claim_no
    left join other_budgets
        on rates.document_id = other_budgets.document_id and rates.claim_no = other_budgets.rate_claim_no
),

statements as (
    select
        compared.document_id,
        {{ claim_scope('compared') }} as scope,
        coalesce({{ as_rounded('100 * final_amount / nullif(whole, 0)', 'amount', 'half_step') }}, 0) as expected,
        compared.amount as observed,
        compared.half_step
        + coalesce(
            100
            * (
                compared.final_half_step
                + compared.whole_half_step * abs(compared.final_amount / nullif(compared.whole, 0))
            )
            / nullif(compared.whole, 0),
            0
        )
            as tolerance,
        cast(null as varchar) as severity,
        case
            when compared.whole is null or compared.final_amount is null
                then 'The budget or the final amount is not stated beside it. 未读到对应的预算数或决算数。'
            when
                abs(compared.stated_amount - compared.final_amount) > compared.final_half_step + compared.half_step
                and abs(100 * compared.stated_amount / nullif(compared.whole, 0) - compared.amount)
                <= 2 * compared.half_step
                then {{ follows('stated_claim_no') }}
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', compared.published_text, '%，', if(
                    whole = 0,
                    '而预算为0，百分比无意义' || coalesce(
                        if(
                            compared.other_budget <> 0
                            and abs(compared.amount - 100 * compared.final_amount / compared.other_budget) <= 0.02,
                            '（该数系对另列的预算' || {{ as_wan('other_budget') }} || '计算）', null
                        ), ''
                    ),
                    '应为' || {{ as_percent('100 * final_amount / nullif(whole, 0)') }} || '（'
                    || {{ as_wan('final_amount') }} || '÷' || {{ as_wan('whole') }} || '）'
                ), '。Printed ', compared.published_text, '%, ',
                if(
                    whole = 0, 'but the budget is nothing.',
                    'expected ' || {{ as_percent('100 * final_amount / nullif(whole, 0)') }} || '.'
                )
            )
        ) as cause,
        compared.evidence
    from compared
)

{{ grade_statements(check) }}
