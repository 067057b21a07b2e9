-- Every project self-evaluation form of published documents, all versions, with the total of its funds.
with

forms as (
    select * from {{ source('raw', 'self_evaluation') }}
),

totals as (
    select * from {{ source('raw', 'self_evaluation_fund') }}
    where fund_kind = 'total'
    qualify row_number() over (partition by document_id, form_no order by line_no) = 1
),

documents as (
    select * from {{ ref('dim_document') }} where state = 'published'
)

select
    forms.document_id,
    documents.unit_id,
    documents.fiscal_year,
    forms.form_no,
    forms.title_zh,
    forms.fiscal_year as published_year,
    forms.project_zh,
    forms.department_code,
    forms.department_zh,
    forms.unit_code,
    forms.unit_zh,
    forms.published_unit,
    totals.declared_budget_text,
    totals.published_declared_budget,
    totals.declared_budget_yuan,
    totals.original_budget_text,
    totals.published_original_budget,
    totals.original_budget_yuan,
    totals.full_year_budget_text,
    totals.published_full_year_budget,
    totals.full_year_budget_yuan,
    totals.executed_budget_text,
    totals.published_executed_budget,
    totals.executed_budget_yuan,
    totals.balance_text,
    totals.published_balance,
    totals.balance_yuan,
    totals.execution_ratio_text,
    totals.published_execution_ratio,
    totals.weight_text,
    totals.weight,
    totals.score_text,
    totals.score,
    forms.total_weight_text,
    forms.total_weight,
    forms.total_score_text,
    forms.total_score,
    forms.grade,
    forms.page,
    forms.last_page,
    forms.x0,
    forms.y0,
    forms.x1,
    forms.y1,
    documents.is_current
from forms
inner join documents on forms.document_id = documents.document_id
left join totals on forms.document_id = totals.document_id and forms.form_no = totals.form_no
