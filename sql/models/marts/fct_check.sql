{%- set is_spread -%}
    coalesce(
        list_min(list_transform(graded.figures, lambda item: item.figure_no)) // 1000000 <> documents.document_no
        or list_max(list_transform(graded.figures, lambda item: item.figure_no)) // 1000000 <> documents.document_no,
        false
    )
{%- endset -%}
-- Every check on every scope of every current document: the union of all models in models/checks. What a comparison
-- used is kept by number, because 20 million amounts enter a hundred million comparisons; the view fct_check_evidence
-- shows it in full. The place, that of the first printed number (the total or statement that is judged), is written out
-- where there is something to look at.
with

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
),

-- Most comparisons are exact and stay inside their document: nothing is joined to them.
plain as (
    select
        graded.*,
        cast(null as varchar) as cause_id,
        cast(null as varchar) as table_id,
        cast(null as varchar) as published_text,
        cast(null as integer) as page,
        cast(null as double) as x0,
        cast(null as double) as y0,
        cast(null as double) as x1,
        cast(null as double) as y1,
        cast(null as varchar[]) as amount_document_ids
    from ({{ union_checks() }}) as graded
    left join documents on graded.document_id = documents.document_id
    where graded.state = 'exact' and not {{ is_spread }}
),

others as (
    select graded.*, {{ is_spread }} as is_spread
    from ({{ union_checks() }}) as graded
    left join documents on graded.document_id = documents.document_id
    where graded.state <> 'exact' or {{ is_spread }}
),

places as (
    select check_id, document_id, scope, table_id, published_text, page, x0, y0, x1, y1
    from {{ ref('int_difference_evidence') }}
    where evidence_no = 1
),

causes as (
    select check_id, document_id, scope, cause_id from {{ ref('int_cause') }}
),

-- Comparisons with another year or unit: their figures are printed in several documents.
spread as (
    select
        check_id, document_id, scope,
        unnest(figures) as item,
        unnest(range(1, len(figures) + 1)) as item_no
    from others
    where is_spread
),

abroad as (
    select
        spread.check_id,
        spread.document_id,
        spread.scope,
        list(nullif(documents.document_id, spread.document_id) order by spread.item_no) as document_ids
    from spread
    inner join documents on spread.item.figure_no // 1000000 = documents.document_no
    group by spread.check_id, spread.document_id, spread.scope
),

joined as (
    select
        others.* exclude (is_spread),
        causes.cause_id,
        places.table_id,
        places.published_text,
        places.page,
        places.x0,
        places.y0,
        places.x1,
        places.y1,
        abroad.document_ids as amount_document_ids
    from others
    left join places
        on
            others.check_id = places.check_id
            and others.document_id = places.document_id
            and others.scope = places.scope
    left join abroad
        on
            others.check_id = abroad.check_id
            and others.document_id = abroad.document_id
            and others.scope = abroad.scope
    left join causes
        on
            others.check_id = causes.check_id
            and others.document_id = causes.document_id
            and others.scope = causes.scope
),

checks as (
    select * from plain
    union all by name
    select * from joined
)

select
    checks.check_id,
    checks.severity,
    checks.document_id,
    checks.unit_id,
    checks.fiscal_year,
    checks.scope,
    checks.relation,
    checks.measured_in,
    checks.expected,
    checks.observed,
    checks.residual,
    checks.tolerance,
    checks.state,
    checks.explanation,
    checks.cause_id,
    checks.table_id,
    checks.published_text,
    checks.page,
    checks.x0,
    checks.y0,
    checks.x1,
    checks.y1,
    list_transform(
        checks.figures,
        lambda item: {
            'role': ['total', 'part', 'support'][item.rank],
            'amount_no': cast(item.figure_no % 1000000 as integer),
            'sign': cast(item.sign as integer)
        }
    ) as amounts,
    checks.amount_document_ids,
    list_transform(
        list_filter(checks.evidence, lambda item: item is not null),
        lambda item: {
            'role': item.role,
            'origin': item.origin,
            'number': item.number,
            'sign': item.sign,
            'document_id': nullif(item.document_id, checks.document_id),
            'amount': if(item.origin = 'amount', null, item.amount),
            'label_zh': if(item.number is null, item.label_zh, null),
            'published_text': if(item.number is null, item.published_text, null),
            'page': if(item.number is null, item.page, null),
            'x0': if(item.number is null, item.x0, null),
            'y0': if(item.number is null, item.y0, null),
            'x1': if(item.number is null, item.x1, null),
            'y1': if(item.number is null, item.y1, null)
        }
    ) as statements
from checks
