{{ config(materialized='view') }}
-- Every current amount with the document, address, page and box it was printed in, and how sure it is: whether
-- identities confirm it and whether a second reader saw the same.
select
    units.name_zh as unit_name_zh,
    amounts.fiscal_year,
    tables.name_zh as table_name_zh,
    amounts.side,
    amounts.subject_code,
    amounts.label_zh,
    measures.name_zh as measure_name_zh,
    amounts.published_text,
    amounts.published_unit,
    amounts.amount_yuan,
    coalesce(evidence.evidence_state, 'not_testable') as evidence_state,
    amounts.second_reading,
    documents.title_zh as document_title_zh,
    coalesce(documents.landing_url, documents.file_url) as url,
    amounts.page,
    amounts.x0,
    amounts.y0,
    amounts.x1,
    amounts.y1,
    amounts.document_id
from {{ ref('fct_amount') }} as amounts
inner join {{ ref('dim_document') }} as documents on amounts.document_id = documents.document_id
inner join {{ ref('dim_table') }} as tables on amounts.table_id = tables.table_id
inner join {{ ref('dim_measure') }} as measures on amounts.measure = measures.measure
left join {{ ref('dim_unit') }} as units on amounts.unit_id = units.unit_id
left join {{ ref('fct_amount_evidence') }} as evidence
    on
        amounts.document_id = evidence.document_id
        and amounts.table_id = evidence.table_id
        and amounts.measure = evidence.measure
        and amounts.side is not distinct from evidence.side
        and coalesce(amounts.subject_code, amounts.line_id, '') = coalesce(evidence.subject_code, evidence.line_id, '')
where amounts.is_current
