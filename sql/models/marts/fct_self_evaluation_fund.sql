-- Every fund line of the self-evaluation forms of published documents, all versions: the total and its parts.
with

lines as (
    select * from {{ source('raw', 'self_evaluation_fund') }}
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
    lines.fund_kind,
    lines.label_zh,
    lines.published_unit,
    lines.declared_budget_text,
    lines.published_declared_budget,
    lines.declared_budget_yuan,
    lines.original_budget_text,
    lines.published_original_budget,
    lines.original_budget_yuan,
    lines.full_year_budget_text,
    lines.published_full_year_budget,
    lines.full_year_budget_yuan,
    lines.executed_budget_text,
    lines.published_executed_budget,
    lines.executed_budget_yuan,
    lines.balance_text,
    lines.published_balance,
    lines.balance_yuan,
    lines.execution_ratio_text,
    lines.published_execution_ratio,
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
