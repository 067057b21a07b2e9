-- Every check on every scope of every current document: the union of all models in models/checks. The place is that of
-- the first printed number of the evidence, the total or statement that is judged. The evidence is kept by number: 20
-- million amounts enter a hundred million comparisons. The view fct_check_evidence shows it in full.
with

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
),

checks as (
    select
        graded.*,
        documents.document_no,
        graded.figures[1].figure_no as figure_no,
        list_filter(graded.evidence, lambda item: item is not null) as others
    from ({{ union_checks() }}) as graded
    left join documents on graded.document_id = documents.document_id
),

figures as (
    select figure_no, table_id, published_text, page, x0, y0, x1, y1 from {{ ref('int_figure') }}
),

causes as (
    select check_id, document_id, scope, cause_id from {{ ref('int_cause') }}
),

-- Comparisons with another year or unit: their figures are printed in several documents.
abroad as (
    select check_id, document_id, scope, document_no, unnest(figures) as item, unnest(range(len(figures))) as item_no
    from checks
    where
        len(figures) > 0
        and (
            list_min(list_transform(figures, lambda item: item.figure_no)) // 1000000 <> document_no
            or list_max(list_transform(figures, lambda item: item.figure_no)) // 1000000 <> document_no
        )
),

placed_abroad as (
    select
        abroad.check_id,
        abroad.document_id,
        abroad.scope,
        list(nullif(documents.document_id, abroad.document_id) order by abroad.item_no) as document_ids
    from abroad
    inner join documents on abroad.item.figure_no // 1000000 = documents.document_no
    group by abroad.check_id, abroad.document_id, abroad.scope
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
    causes.cause_id,
    coalesce(figures.table_id, checks.others[1].table_id) as table_id,
    coalesce(figures.published_text, checks.others[1].published_text) as published_text,
    coalesce(figures.page, checks.others[1].page) as page,
    coalesce(figures.x0, checks.others[1].x0) as x0,
    coalesce(figures.y0, checks.others[1].y0) as y0,
    coalesce(figures.x1, checks.others[1].x1) as x1,
    coalesce(figures.y1, checks.others[1].y1) as y1,
    cast(
        list_concat(
            list_transform(
                coalesce(checks.figures, []),
                lambda item, place: {
                    'role': ['total', 'part', 'support'][item.rank],
                    'origin': 'amount',
                    'number': item.figure_no % 1000000,
                    'sign': item.sign,
                    'document_id': placed_abroad.document_ids[place]
                }
            ),
            list_transform(
                coalesce(checks.others, []),
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
            )
        ) as {{ evidence_reference_type() }}[]
    ) as evidence
from checks
left join figures on checks.figure_no = figures.figure_no
left join placed_abroad
    on
        checks.check_id = placed_abroad.check_id
        and checks.document_id = placed_abroad.document_id
        and checks.scope = placed_abroad.scope
left join causes
    on
        checks.check_id = causes.check_id
        and checks.document_id = causes.document_id
        and checks.scope = causes.scope
