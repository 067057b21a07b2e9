-- The printed numbers of the comparisons that do not hold exactly: totals, then parts, then support. Few do not; those
-- of all comparisons are in fct_check, by number.
with

checks as (
    select check_id, document_id, unit_id, fiscal_year, scope, relation, state, figures, evidence
    from ({{ union_checks() }})
    where state <> 'exact'
),

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
),

numbered_figures as (
    select
        * exclude (figures, evidence),
        unnest(figures) as item,
        unnest(range(1, len(figures) + 1)) as evidence_no
    from checks
    where len(figures) > 0
),

others as (
    select
        * exclude (figures, evidence),
        coalesce(len(figures), 0) as figure_count,
        list_filter(evidence, lambda item: item is not null) as evidence
    from checks
),

numbered_others as (
    select
        * exclude (evidence, figure_count),
        unnest(evidence) as item,
        unnest(range(1, len(evidence) + 1)) + figure_count as evidence_no
    from others
    where len(evidence) > 0
),

numbered as (
    select
        * exclude (item),
        {{ coded_role('item') }} as role,
        cast('amount' as {{ origin_type() }}) as origin,
        cast(null as varchar) as printed_in_document_id,
        {{ coded_sign('item') }} as sign,
        cast(null as {{ evidence_type() }}) as item,
        {{ coded_figure_no('item') }} as figure_no
    from numbered_figures
    union all
    select
        numbered_others.* exclude (item),
        numbered_others.item.role,
        numbered_others.item.origin,
        numbered_others.item.document_id as printed_in_document_id,
        numbered_others.item.sign,
        numbered_others.item,
        if(
            numbered_others.item.origin = 'amount',
            documents.document_no * 1000000 + numbered_others.item.number, null
        ) as figure_no
    from numbered_others
    left join documents on numbered_others.item.document_id = documents.document_id
),

-- Only those that are looked for are put into the tables of the joins below.
figures as (
    select figures.*
    from {{ ref('int_figure') }} as figures
    semi join numbered on figures.figure_no = numbered.figure_no
),

claims as (
    select claims.*
    from {{ ref('fct_claim') }} as claims
    semi join numbered
        on
            numbered.origin = 'claim'
            and claims.document_id = numbered.printed_in_document_id
            and claims.claim_no = numbered.item.number
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
    numbered.role,
    numbered.origin,
    coalesce(numbered.printed_in_document_id, figures.document_id) as printed_in_document_id,
    figures.table_id,
    figures.side,
    coalesce(figures.subject_code, claims.subject_code) as subject_code,
    figures.line_id,
    coalesce(figures.label_zh, claims.subject_zh, numbered.item.label_zh) as label_zh,
    coalesce(figures.measure, claims.measure) as measure,
    claims.comparison,
    numbered.sign,
    coalesce(cast(figures.amount_yuan as decimal(24, 6)), numbered.item.amount) as amount,
    coalesce(figures.published_text, claims.published_text, numbered.item.published_text) as published_text,
    coalesce(figures.page, claims.page, numbered.item.page) as page,
    coalesce(figures.x0, claims.x0, numbered.item.x0) as x0,
    coalesce(figures.y0, claims.y0, numbered.item.y0) as y0,
    coalesce(figures.x1, claims.x1, numbered.item.x1) as x1,
    coalesce(figures.y1, claims.y1, numbered.item.y1) as y1
from numbered
left join figures on numbered.figure_no = figures.figure_no
left join claims
    on
        numbered.origin = 'claim'
        and numbered.printed_in_document_id = claims.document_id
        and numbered.item.number = claims.claim_no
