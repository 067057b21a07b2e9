-- Amounts of the year before that the narrative of a document implies: the stated amount less its stated change. They
-- are derived, never printed, and stand apart from fct_amount. A stated amount that contradicts its table implies
-- nothing.
select
    document_id,
    unit_id,
    cast(fiscal_year - 1 as integer) as fiscal_year,
    section,
    subject_zh,
    case when regexp_matches(coalesce(node, ''), '^\d+$') then node else subject_code end as subject_code,
    table_id,
    side,
    case when node is not null and not regexp_matches(node, '^\d+$') then node end as line_id,
    topic_measure as measure,
    cast(prior_amount as decimal(20, 2)) as amount_yuan,
    cast(prior_tolerance as decimal(20, 2)) as tolerance_yuan,
    'derived: stated amount − stated change' as rule,
    cast(current_amount as decimal(20, 2)) as stated_amount_yuan,
    cast(amount as decimal(20, 2)) as stated_change_yuan,
    cast(amount_claim_no as integer) as amount_claim_no,
    cast(claim_no as integer) as change_claim_no,
    page,
    x0,
    y0,
    x1,
    y1
from {{ ref('int_stated_change') }}
where
    not is_reason
    and is_of_year_before
    and prior_amount is not null
    and (stated_amount is null or abs(stated_amount - current_amount) <= prior_tolerance)
