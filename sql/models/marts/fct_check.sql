{{ config(materialized='view') }}
-- Every check on every scope of every current document: the union of all models in models/checks. What a comparison
-- used is kept by number, because 20 million amounts enter a hundred million comparisons; the view fct_check_evidence
-- shows it in full. The place, that of the first printed number (the total or statement that is judged), is written out
-- where there is something to look at. A view, because these rows are already kept check by check; a release has them
-- as a table.
with

graded as (
    select
        * exclude (is_spread),
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
    where state = 'exact' and not coalesce(is_spread, false)
    union all by name
    select * exclude (is_spread) from {{ ref('int_located_check') }}
),

checks as (
    select
        * replace (list_filter(evidence, lambda item: item is not null) as evidence),
        len(list_filter(evidence, lambda item: item is not null and item.number is null)) > 0 as has_texts
    from graded
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
            'role': {{ coded_role('item') }},
            'amount_no': cast({{ coded_figure_no('item') }} % 1000000 as integer),
            'sign': {{ coded_sign('item') }}
        }
    ) as amounts,
    checks.amount_document_ids,
    list_transform(
        checks.evidence,
        lambda item: {
            'role': item.role,
            'origin': item.origin,
            'number': item.number,
            'sign': item.sign,
            'document_id': nullif(item.document_id, checks.document_id),
            'amount': if(item.origin = 'amount', null, item.amount)
        }
    ) as statements,
    case
        when checks.has_texts
            then list_filter(
                list_transform(
                    list_zip(checks.evidence, range(1, len(checks.evidence) + 1)),
                    lambda pair: if(
                        pair[1].number is null,
                        {
                            'statement_no': cast(pair[2] as integer),
                            'label_zh': pair[1].label_zh,
                            'published_text': pair[1].published_text,
                            'page': pair[1].page,
                            'x0': pair[1].x0,
                            'y0': pair[1].y0,
                            'x1': pair[1].x1,
                            'y1': pair[1].y1
                        },
                        null
                    )
                ),
                lambda item: item is not null
            )
    end as texts
from checks
