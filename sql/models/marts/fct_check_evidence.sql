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
    numbered.check_id,
    numbered.document_id,
    numbered.unit_id,
    numbered.fiscal_year,
    numbered.scope,
    cast(numbered.evidence_no as integer) as evidence_no,
    numbered.relation,
    numbered.state,
    numbered.item.role,
    numbered.item.origin,
    numbered.item.document_id as printed_in_document_id,
    numbered.item.table_id,
    numbered.item.side,
    numbered.item.subject_code,
    numbered.item.line_id,
    numbered.item.label_zh,
    numbered.item.measure,
    numbered.item.comparison,
    numbered.item.sign,
    numbered.item.amount,
    numbered.item.published_text,
    numbered.item.page,
    numbered.item.x0,
    numbered.item.y0,
    numbered.item.x1,
    numbered.item.y1
from numbered
