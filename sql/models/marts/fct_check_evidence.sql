-- The printed numbers that each comparison of fct_check used, in their order of importance.
with

checks as (
    {{ union_models('check', [
        'check_id', 'document_id', 'unit_id', 'fiscal_year', 'scope', 'relation', 'state', 'evidence'
    ]) }}
),

numbered as (
    select
        * exclude (evidence),
        unnest(evidence) as item,
        unnest(range(1, len(evidence) + 1)) as evidence_no
    from checks
)

select
    check_id,
    document_id,
    unit_id,
    fiscal_year,
    scope,
    cast(evidence_no as integer) as evidence_no,
    relation,
    state,
    item.role,
    item.origin,
    item.document_id as printed_in_document_id,
    item.table_id,
    item.side,
    item.subject_code,
    item.line_id,
    item.label_zh,
    item.measure,
    item.comparison,
    item.sign,
    item.amount,
    item.published_text,
    item.page,
    item.x0,
    item.y0,
    item.x1,
    item.y1
from numbered
