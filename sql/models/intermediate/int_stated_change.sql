-- Each stated change against the year before, with the amount now (as the table prints it, else as the narrative does),
-- the amount before that it implies, and the percentage that the narrative gives for it.
with

claims as not materialized (
    select * from {{ ref('int_claim') }}
),

changes as (
    select claims.*, printed.sentence_zh
    from claims
    inner join {{ ref('fct_claim') }} as printed
        on claims.document_id = printed.document_id and claims.claim_no = printed.claim_no
    where claims.comparison = 'yoy_change' and claims.unit_family = 'money'
),

percentages as (
    select * from claims where comparison = 'yoy_pct'
),

amounts as (
    select * from claims where comparison is null and measure in ('amount', 'opening_balance', 'closing_balance')
),

paired as (
    select
        changes.document_id,
        changes.claim_no,
        percentages.claim_no as percentage_claim_no
    from percentages
    inner join changes
        on
            percentages.document_id = changes.document_id
            and percentages.passage_no = changes.passage_no
            and percentages.subject_stem = changes.subject_stem
            and percentages.claim_no > changes.claim_no
    qualify row_number() over (
        partition by percentages.document_id, percentages.claim_no order by changes.claim_no desc
    ) = 1
),

stated_amounts as (
    select
        changes.document_id,
        changes.claim_no,
        amounts.claim_no as amount_claim_no,
        amounts.amount,
        amounts.half_step
    from changes
    inner join amounts
        on
            changes.document_id = amounts.document_id
            and changes.section = amounts.section
            and changes.subject_stem = amounts.subject_stem
            and changes.claim_no > amounts.claim_no
    where not changes.is_reason
    qualify row_number() over (
        partition by changes.document_id, changes.claim_no order by amounts.claim_no desc
    ) = 1
)

select
    changes.* exclude (sentence_zh),
    paired.percentage_claim_no,
    stated_amounts.amount_claim_no,
    coalesce(changes.topic_amount, stated_amounts.amount) as current_amount,
    if(changes.topic_amount is null, stated_amounts.half_step, changes.topic_half_step) as current_half_step,
    coalesce(changes.topic_amount, stated_amounts.amount) - changes.amount as prior_amount,
    changes.half_step + if(changes.topic_amount is null, stated_amounts.half_step, changes.topic_half_step)
        as prior_tolerance,
    -- A sentence may compare with an older year (与2019年相比): its change says nothing about the year before.
    coalesce(
        try_cast(regexp_extract(changes.sentence_zh, '(?:与|比|较)\s*(20\d\d)\s*年', 1) as integer)
        >= changes.fiscal_year - 2,
        true
    ) as is_of_year_before
from changes
left join paired on changes.document_id = paired.document_id and changes.claim_no = paired.claim_no
left join stated_amounts
    on changes.document_id = stated_amounts.document_id and changes.claim_no = stated_amounts.claim_no
