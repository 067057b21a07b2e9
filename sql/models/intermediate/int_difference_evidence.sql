-- The printed numbers of the comparisons that do not hold exactly: totals, then parts, then support. Few do not; those
-- of all comparisons are in fct_check, by number.
with

checks as (
    select check_id, document_id, unit_id, fiscal_year, scope, relation, state, figures, evidence
    from ({{ union_checks() }})
    where state in ('rounding', 'fail')
),

figures as (
    select * from {{ ref('int_figure') }}
),

numbered_figures as (
    select
        * exclude (figures, evidence),
        unnest(figures) as item,
        unnest(range(1, len(figures) + 1)) as evidence_no
    from checks
    where len(figures) > 0
),

numbered_others as (
    select
        * exclude (figures, evidence),
        unnest(evidence) as item,
        unnest(range(1, len(evidence) + 1)) + coalesce(len(figures), 0) as evidence_no
    from checks
    where len(evidence) > 0
)

select
    numbered_figures.check_id,
    numbered_figures.document_id,
    numbered_figures.unit_id,
    numbered_figures.fiscal_year,
    numbered_figures.scope,
    cast(numbered_figures.evidence_no as integer) as evidence_no,
    numbered_figures.relation,
    numbered_figures.state,
    ['total', 'part', 'support'][numbered_figures.item.rank] as role,
    'amount' as origin,
    figures.document_id as printed_in_document_id,
    figures.table_id,
    figures.side,
    figures.subject_code,
    figures.line_id,
    figures.label_zh,
    figures.measure,
    cast(null as varchar) as comparison,
    cast(numbered_figures.item.sign as integer) as sign,
    cast(figures.amount_yuan as decimal(24, 6)) as amount,
    figures.published_text,
    figures.page,
    figures.x0,
    figures.y0,
    figures.x1,
    figures.y1
from numbered_figures
inner join figures on numbered_figures.item.figure_no = figures.figure_no
union all
select
    numbered_others.check_id,
    numbered_others.document_id,
    numbered_others.unit_id,
    numbered_others.fiscal_year,
    numbered_others.scope,
    cast(numbered_others.evidence_no as integer) as evidence_no,
    numbered_others.relation,
    numbered_others.state,
    numbered_others.item.role,
    numbered_others.item.origin,
    numbered_others.item.document_id as printed_in_document_id,
    numbered_others.item.table_id,
    numbered_others.item.side,
    numbered_others.item.subject_code,
    numbered_others.item.line_id,
    numbered_others.item.label_zh,
    numbered_others.item.measure,
    numbered_others.item.comparison,
    numbered_others.item.sign,
    numbered_others.item.amount,
    numbered_others.item.published_text,
    numbered_others.item.page,
    numbered_others.item.x0,
    numbered_others.item.y0,
    numbered_others.item.x1,
    numbered_others.item.y1
from numbered_others
