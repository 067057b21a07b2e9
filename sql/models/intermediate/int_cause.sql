-- Each comparison that does not hold exactly, with the one printed number that explains most of them: if it were
-- `change` more, all comparisons of that cause would hold. A number rounded once and printed in several rows,
-- columns and tables is one cause, and so is a misprint that breaks several sums. A comparison that shares its cause
-- with no other is told by its own first number.
with

differing as (
    select check_id, document_id, scope, state, measured_in, relation, residual
    from ({{ union_checks() }})
    where state in ('rounding', 'fail')
),

evidence as (
    select * from {{ ref('int_difference_evidence') }}
),

-- Changing a total moves the difference the other way than changing a part.
candidates as (
    select
        differing.check_id, differing.document_id, differing.scope, differing.state, differing.measured_in,
        evidence.evidence_no, evidence.amount,
        if(evidence.role = 'total', differing.residual, -differing.residual) * evidence.sign as change
    from differing
    inner join evidence
        on
            differing.check_id = evidence.check_id
            and differing.document_id = evidence.document_id
            and differing.scope = evidence.scope
    where
        differing.relation = 'equal' and differing.residual <> 0
        and evidence.amount is not null and evidence.role in ('total', 'part')
),

covered as (
    select document_id, state, measured_in, amount, change, count(distinct check_id || scope) as comparison_count
    from candidates
    group by document_id, state, measured_in, amount, change
),

shared as (
    select candidates.*
    from candidates
    inner join covered using (document_id, state, measured_in, amount, change)
    qualify
        row_number() over (
            partition by candidates.check_id, candidates.document_id, candidates.scope
            order by covered.comparison_count desc, candidates.evidence_no asc
        ) = 1
),

sized as (
    select *, count(*) over (partition by document_id, state, measured_in, amount, change) as size
    from shared
),

chosen as (
    select * from sized where size > 1
    union all
    select candidates.*, 1 as size
    from candidates
    inner join sized using (check_id, document_id, scope)
    where sized.size = 1
    qualify
        row_number() over (
            partition by candidates.check_id, candidates.document_id, candidates.scope order by candidates.evidence_no
        ) = 1
),

causes as (
    select
        *,
        concat_ws(
            '|', document_id, state, measured_in, amount, change, case when size = 1 then check_id || scope end
        ) as cause_key
    from chosen
)

select
    differing.check_id,
    differing.document_id,
    differing.scope,
    differing.state,
    md5(coalesce(causes.cause_key, concat_ws('|', differing.document_id, differing.check_id, differing.scope)))
        as cause_id,
    causes.amount as printed_amount,
    cast(causes.amount + causes.change as decimal(24, 6)) as fitting_amount,
    coalesce(causes.evidence_no, 1) as evidence_no
from differing
left join causes
    on
        differing.check_id = causes.check_id
        and differing.document_id = causes.document_id
        and differing.scope = causes.scope
