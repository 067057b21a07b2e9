{%- set is_spread -%}
    coalesce(
        list_min(list_transform(figures, lambda item: item.figure_no)) // 1000000
        <> list_max(list_transform(figures, lambda item: item.figure_no)) // 1000000,
        false
    )
{%- endset -%}
-- Every check on every scope of every current document: the union of all models in models/checks. What a comparison
-- used is kept by number, because 20 million amounts enter a hundred million comparisons; the view fct_check_evidence
-- shows it in full. The place, that of the first printed number (the total or statement that is judged), is written out
-- where there is something to look at.
with

-- Most comparisons are exact and stay inside their document: nothing is joined to them.
plain as (
    select
        *,
        cast(null as varchar) as cause_id,
        cast(null as varchar) as table_id,
        cast(null as varchar) as published_text,
        cast(null as integer) as page,
        cast(null as double) as x0,
        cast(null as double) as y0,
        cast(null as double) as x1,
        cast(null as double) as y1,
        cast(null as varchar[]) as amount_document_ids
    from ({{ union_checks() }})
    where state = 'exact' and not {{ is_spread }}
),

others as (
    select
        *,
        if(state <> 'exact', list_filter(evidence, lambda item: item is not null)[1], null) as first_item
    from ({{ union_checks() }})
    where state <> 'exact' or {{ is_spread }}
),

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
),

differing as (
    select check_id, document_id, scope, figures[1].figure_no as figure_no
    from others
    where state <> 'exact' and len(figures) > 0
),

places as (
    select
        differing.check_id, differing.document_id, differing.scope, figures.table_id, figures.published_text,
        figures.page, figures.x0, figures.y0, figures.x1, figures.y1
    from differing
    inner join {{ ref('int_figure') }} as figures on differing.figure_no = figures.figure_no
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
    where {{ is_spread }}
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
        others.* exclude (first_item),
        causes.cause_id,
        coalesce(places.table_id, others.first_item.table_id) as table_id,
        coalesce(places.published_text, others.first_item.published_text) as published_text,
        coalesce(places.page, others.first_item.page) as page,
        coalesce(places.x0, others.first_item.x0) as x0,
        coalesce(places.y0, others.first_item.y0) as y0,
        coalesce(places.x1, others.first_item.x1) as x1,
        coalesce(places.y1, others.first_item.y1) as y1,
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
