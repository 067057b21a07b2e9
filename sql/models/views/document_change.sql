{{ config(materialized='view') }}
-- What changed between two versions of a disclosure, amount by amount. Amounts of both versions that are the same are
-- left out; a missing side is null.
with

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
),

amounts as (
    select * from {{ ref('fct_amount') }}
),

pairs as (
    select
        newer.document_id,
        newer.supersedes_document_id,
        newer.unit_id,
        newer.fiscal_year,
        newer.version_no
    from documents as newer
    inner join documents as older on newer.supersedes_document_id = older.document_id
),

-- A meaning that is printed more than once (on each page of a table, say) is compared print by print.
keyed as (
    select
        document_id, table_id, side, coalesce(subject_code, line_id, label_zh) as row_key, measure,
        row_number() over (
            partition by document_id, table_id, side, coalesce(subject_code, line_id, label_zh), measure
            order by table_no, row_order
        ) as print_no,
        label_zh, published_text, published_unit, amount_yuan, published_amount, page
    from amounts
    where
        document_id in (select document_id from pairs)
        or document_id in (select supersedes_document_id from pairs)
),

before as (
    select pairs.document_id, keyed.* exclude (document_id)
    from pairs
    inner join keyed on pairs.supersedes_document_id = keyed.document_id
),

after as (
    select keyed.*
    from pairs
    inner join keyed on pairs.document_id = keyed.document_id
),

changes as (
    select
        coalesce(after.document_id, before.document_id) as document_id,
        coalesce(after.table_id, before.table_id) as table_id,
        coalesce(after.side, before.side) as side,
        coalesce(after.row_key, before.row_key) as row_key,
        coalesce(after.label_zh, before.label_zh) as label_zh,
        coalesce(after.measure, before.measure) as measure,
        case when before.row_key is null then 'added' when after.row_key is null then 'removed' else 'changed' end
            as change,
        before.published_text as before_text,
        after.published_text as after_text,
        before.amount_yuan as before_yuan,
        after.amount_yuan as after_yuan,
        before.page as before_page,
        after.page as after_page
    from before
    full outer join after
        on
            before.document_id = after.document_id
            and before.table_id = after.table_id
            and before.side is not distinct from after.side
            and before.row_key = after.row_key
            and before.measure = after.measure
            and before.print_no = after.print_no
    where
        before.row_key is null
        or after.row_key is null
        or before.published_amount <> after.published_amount
        or before.published_unit <> after.published_unit
)

select
    changes.document_id,
    pairs.supersedes_document_id,
    pairs.unit_id,
    pairs.fiscal_year,
    cast(pairs.version_no as integer) as version_no,
    changes.table_id,
    changes.side,
    changes.row_key,
    changes.label_zh,
    changes.measure,
    changes.change,
    changes.before_text,
    changes.after_text,
    changes.before_yuan,
    changes.after_yuan,
    changes.before_page,
    changes.after_page,
    evidence.evidence_state as after_evidence_state
from changes
inner join pairs on changes.document_id = pairs.document_id
left join {{ ref('fct_amount_evidence') }} as evidence
    on
        changes.after_text is not null
        and changes.document_id = evidence.document_id
        and changes.table_id = evidence.table_id
        and changes.measure = evidence.measure
        and changes.side is not distinct from evidence.side
        and changes.row_key = coalesce(evidence.subject_code, evidence.line_id)
