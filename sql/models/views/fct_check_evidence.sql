{{ config(materialized='view') }}
-- The printed numbers that each comparison of fct_check used: totals, then parts, then support.
with

amounts_used as (
    select
        check_id, document_id, unit_id, fiscal_year, scope, relation, state,
        unnest(amounts) as item,
        unnest(range(1, len(amounts) + 1)) as evidence_no,
        amount_document_ids
    from {{ ref('fct_check') }}
    where len(amounts) > 0
),

statements_used as (
    select
        check_id, document_id, unit_id, fiscal_year, scope, relation, state,
        unnest(statements) as item,
        unnest(range(1, len(statements) + 1)) as statement_no,
        coalesce(len(amounts), 0) as amount_count,
        texts
    from {{ ref('fct_check') }}
    where len(statements) > 0
),

described as (
    select
        * exclude (texts, statement_no, amount_count),
        statement_no + amount_count as evidence_no,
        list_filter(texts, lambda text: text.statement_no = statement_no)[1] as text
    from statements_used
),

numbered as (
    select
        * exclude (item, amount_document_ids),
        item.role,
        cast('amount' as {{ origin_type() }}) as origin,
        item.amount_no as number,
        item.sign,
        coalesce(amount_document_ids[evidence_no], document_id) as printed_in_document_id,
        cast(null as decimal(24, 6)) as amount,
        cast(null as varchar) as label_zh,
        cast(null as varchar) as published_text,
        cast(null as integer) as page,
        cast(null as double) as x0,
        cast(null as double) as y0,
        cast(null as double) as x1,
        cast(null as double) as y1
    from amounts_used
    union all
    select
        * exclude (item, text),
        item.role,
        item.origin,
        item.number,
        item.sign,
        coalesce(item.document_id, document_id) as printed_in_document_id,
        item.amount,
        text.label_zh,
        text.published_text,
        text.page,
        text.x0,
        text.y0,
        text.x1,
        text.y1
    from described
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
    numbered.printed_in_document_id,
    amounts.table_id,
    amounts.side,
    coalesce(amounts.subject_code, claims.subject_code) as subject_code,
    case when amounts.subject_code is null then amounts.line_id end as line_id,
    coalesce(amounts.label_zh, claims.subject_zh, numbered.label_zh) as label_zh,
    coalesce(amounts.measure, claims.measure) as measure,
    claims.comparison,
    numbered.sign,
    cast(coalesce(amounts.amount_yuan, amounts.published_amount, numbered.amount) as decimal(24, 6)) as amount,
    coalesce(amounts.published_text, claims.published_text, numbered.published_text) as published_text,
    coalesce(amounts.page, claims.page, numbered.page) as page,
    coalesce(amounts.x0, claims.x0, numbered.x0) as x0,
    coalesce(amounts.y0, claims.y0, numbered.y0) as y0,
    coalesce(amounts.x1, claims.x1, numbered.x1) as x1,
    coalesce(amounts.y1, claims.y1, numbered.y1) as y1
from numbered
left join {{ ref('fct_amount') }} as amounts
    on
        numbered.origin = 'amount'
        and numbered.printed_in_document_id = amounts.document_id
        and numbered.number = amounts.amount_no
left join {{ ref('fct_claim') }} as claims
    on
        numbered.origin = 'claim'
        and numbered.printed_in_document_id = claims.document_id
        and numbered.number = claims.claim_no
