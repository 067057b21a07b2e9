{%- set check = {
    "check_id": "N.10",
    "title_zh": "各项年初预算（全年预算、决算）之和＝合计",
    "title_en": "Stated budgets and final amounts of the items come to the stated total",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

claims as (
    select
        *,
        coalesce(comparison, measure) || ' ' || measure as kind
    from {{ ref('int_claim') }}
    where
        section_kind = 'gpb_detail'
        and not is_reason
        and unit_family = 'money'
        and (comparison = 'budget' or comparison is null and measure = 'amount')
),

totals as (
    select * from claims
    where node = 'total'
    qualify row_number() over (partition by document_id, kind order by claim_no) = 1
),

items as (
    select * from claims where node is distinct from 'total'
),

leaves as (
    select * from items as upper_items
    where not exists (
        select 1 from items as lower_items
        where
            lower_items.document_id = upper_items.document_id
            and lower_items.kind = upper_items.kind
            and lower_items.subject_code like upper_items.subject_code || '_%'
    )
),

misstated as (
    {{ misstated_claims('chk_n_09') }}
),

sums as (
    select
        totals.document_id,
        totals.claim_no,
        sum(leaves.amount) as amount,
        coalesce(sum(leaves.half_step) filter (where leaves.amount <> 0), 0) as half_steps,
        bool_or(leaves.subject_code is null) as has_unknown,
        bool_or(misstated.claim_no is not null) as has_misstated,
        coalesce(bool_or(leaves.comparison is null and leaves.amount <> leaves.topic_amount), false) as has_other,
        {{ claim_numbers('leaves') }} as claim_numbers
    from totals
    inner join leaves on totals.document_id = leaves.document_id and totals.kind = leaves.kind
    left join misstated
        on
            leaves.document_id = misstated.document_id
            and leaves.claim_no = misstated.claim_no
    group by totals.document_id, totals.claim_no
    having count(*) > 1
),

statements as (
    select
        totals.document_id,
        {{ claim_scope('totals') }} as scope,
        totals.amount as expected,
        sums.amount as observed,
        totals.half_step + sums.half_steps as tolerance,
        cast(null as varchar) as severity,
        case
            when sums.has_misstated
                then 'One of the numbers contradicts its own rate: see N.09. 其中一数与其完成率矛盾，见N.09。'
            when sums.has_other or totals.comparison is null and totals.amount <> totals.topic_amount
                then 'One of the numbers differs from the table: see N.05. 其中一数与决算表不符，见N.05。'
            when sums.has_unknown and sums.amount <> totals.amount
                then 'The code of an item was not recognized. 有项目的科目未识别。'
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印合计', totals.published_text, totals.published_unit, '，各项之和为', {{ as_wan('sums.amount') }},
                if(sums.amount < totals.amount, '（可能有有预算而未支出、未列示的项目）', ''), '。The total is printed as ',
                totals.published_text, ', its items come to ', {{ as_wan('sums.amount') }}, '.'
            )
        ) as cause,
        list_prepend(
            {{ joined_claim('totals', 'total') }},
            {{ numbered_claims('sums.claim_numbers', 'totals.document_id') }}
        ) as evidence
    from totals
    inner join sums on totals.document_id = sums.document_id and totals.claim_no = sums.claim_no
)

{{ grade_statements(check) }}
