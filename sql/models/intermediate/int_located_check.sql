-- The comparisons with something to look at: those that are not exact, with their cause and the place of the first
-- printed number (the total or statement that is judged), and those with amounts of several documents, with these.
with

checks as (
    select * from ({{ union_checks() }})
    where state <> 'exact' or is_spread
),

documents as (
    select document_id, document_no from {{ ref('int_current_document') }}
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
    from checks
    where is_spread
),

abroad as (
    select
        spread.check_id,
        spread.document_id,
        spread.scope,
        list(nullif(documents.document_id, spread.document_id) order by spread.item_no) as document_ids
    from spread
    inner join documents on ({{ coded_figure_no('spread.item') }}) // 1000000 = documents.document_no
    group by spread.check_id, spread.document_id, spread.scope
)

select
    checks.*,
    causes.cause_id,
    places.table_id,
    places.published_text,
    places.page,
    places.x0,
    places.y0,
    places.x1,
    places.y1,
    abroad.document_ids as amount_document_ids
from checks
left join places using (check_id, document_id, scope)
left join abroad using (check_id, document_id, scope)
left join causes using (check_id, document_id, scope)
