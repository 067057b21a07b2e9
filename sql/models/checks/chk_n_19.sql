{%- set check = {
    "check_id": "N.19",
    "title_zh": "推算的上年数：收支总计≥财政拨款总计≥一般公共预算支出",
    "title_en": "The amounts before that the changes imply are in order: total, appropriation, general public budget",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

changes as (
    select
        *,
        case
            when table_id = 'income_expenditure_summary' and node like 'total.%' then 1
            when table_id = 'fiscal_appropriation_summary' and node like 'total.%' then 2
            when table_id = 'general_public_budget_expenditure' and node = 'total' and topic_measure = 'total' then 3
        end as step
    from {{ ref('int_stated_change') }}
    where not is_reason and is_of_year_before and prior_amount is not null
    qualify step is not null and row_number() over (partition by document_id, step order by claim_no) = 1
),

misstated as (
    {{ misstated_claims('chk_n_08') }}
),

sound as (
    select changes.*
    from changes
    left join misstated
        on
            changes.document_id = misstated.document_id
            and changes.claim_no = misstated.claim_no
    where misstated.claim_no is null
),

statements as (
    select
        outers.document_id,
        {{ claim_scope('outers') }} as scope,
        inners.prior_amount as expected,
        outers.prior_amount as observed,
        outers.prior_tolerance + inners.prior_tolerance as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                outers.subject_zh, '印“', outers.published_text, '”，推算上年数', {{ as_wan('outers.prior_amount') }}, '，小于',
                inners.subject_zh, '推算的上年数', {{ as_wan('inners.prior_amount') }},
                '，两处增减表述矛盾。The changes stated for ', outers.subject_zh, ' and ', inners.subject_zh,
                ' contradict each other: the part would have exceeded the whole.'
            )
        ) as cause,
        [
            {{ joined_claim('outers') }}, {{ joined_claim('inners', 'total') }}, {{ claimed_figure('outers', 'topic') }}
        ] as evidence
    from sound as outers
    inner join sound as inners on outers.document_id = inners.document_id and outers.step < inners.step
    qualify row_number() over (partition by outers.document_id, outers.step order by inners.step) = 1
)

{{ grade_statements(check, relation='at_least') }}
