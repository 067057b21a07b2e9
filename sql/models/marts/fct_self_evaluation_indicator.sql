-- Every indicator of the self-evaluation forms of published documents, all versions.
with

lines as (
    select * from {{ source('raw', 'self_evaluation_indicator') }}
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
)

select
    lines.document_id,
    documents.unit_id,
    documents.fiscal_year,
    lines.form_no,
    lines.line_no,
    lines.level1_zh,
    lines.level2_zh,
    lines.level3_zh,
    lines.target_text,
    lines.adjusted_target_text,
    lines.actual_text,
    lines.note_zh,
    lines.weight_text,
    lines.weight,
    lines.score_text,
    lines.score,
    lines.deviation_zh,
    lines.page,
    lines.x0,
    lines.y0,
    lines.x1,
    lines.y1,
    documents.is_current
from lines
inner join documents on lines.document_id = documents.document_id
