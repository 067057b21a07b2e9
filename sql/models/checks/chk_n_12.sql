{%- set check = {
    "check_id": "N.12",
    "title_zh": "各类（各项）增减额之和＝总增减额；差额为上年有而本年无的类",
    "title_en": "Changes of the lines come to the change of the total; a gap lies in lines that are no more",
    "severity": "info",
    "tolerance": "0.005 × (2 × parts + 2) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

changes as (
    select
        *,
        case
            when section_kind = 'income_detail' then 'income_expenditure_summary income'
            when section_kind = 'expenditure_detail' then 'income_expenditure_summary expenditure'
            when section_kind = 'gpb_detail' and length(subject_code) = 3 then 'general_public_budget_expenditure'
        end as side_of
    from {{ ref('int_stated_change') }}
    where not is_reason and is_of_year_before and unit_family = 'money'
),

totals as (
    select
        *,
        unnest(
            case
                when table_id = 'income_expenditure_summary' and node like 'total.%'
                    then ['income_expenditure_summary income', 'income_expenditure_summary expenditure']
                when table_id = 'general_public_budget_expenditure' and node = 'total' and topic_measure = 'total'
                    then ['general_public_budget_expenditure']
                else []
            end
        ) as total_of
    from changes
),

first_totals as (
    select * from totals
    qualify row_number() over (partition by document_id, total_of order by claim_no) = 1
),

parts as (
    select * from changes
    where side_of is not null and table_id is not null and node not like 'total%'
    qualify row_number() over (partition by document_id, side_of, node order by claim_no) = 1
),

sums as (
    select
        parts.document_id,
        parts.side_of,
        sum(amount) as amount,
        sum(parts.half_step) as half_steps,
        {{ claim_numbers('parts') }} as claim_numbers
    from parts
    group by parts.document_id, parts.side_of
    having count(*) > 1
),

misstated as (
    {{ misstated_claims('chk_n_08') }}
),

explained as (
    select distinct parts.document_id, parts.side_of
    from parts
    inner join misstated
        on
            parts.document_id = misstated.document_id
            and parts.claim_no = misstated.claim_no
),

statements as (
    select
        first_totals.document_id,
        concat_ws(' · ', first_totals.total_of, 'yoy_change') as scope,
        first_totals.amount as expected,
        sums.amount as observed,
        2 * (first_totals.half_step + sums.half_steps) as tolerance,
        cast(null as varchar) as severity,
        if(
            explained.document_id is not null,
            'One of the changes contradicts its own rate: see N.08. 其中一数与其增长率矛盾，见N.08。', null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '总增减', {{ as_wan('first_totals.amount') }}, '，各项增减之和', {{ as_wan('sums.amount') }}, '，差',
                {{ as_wan('sums.amount - first_totals.amount') }},
                if(
                    sums.amount > first_totals.amount,
                    '，可由上年有、本年无的类解释', '，或有未列示的项'
                ),
                '。The total changed by ',
                {{ as_wan('first_totals.amount') }},
                ', its lines by ',
                {{ as_wan('sums.amount') }},
                '.'
            )
        ) as cause,
        list_prepend(
            {{ joined_claim('first_totals', 'total') }},
            {{ numbered_claims('sums.claim_numbers', 'first_totals.document_id') }}
        ) as evidence
    from first_totals
    inner join sums on first_totals.document_id = sums.document_id and first_totals.total_of = sums.side_of
    left join explained on sums.document_id = explained.document_id and sums.side_of = explained.side_of
)

{{ grade_statements(check) }}
