-- The yearly amounts whose change is told: one row a current document and series; null where its table is not there.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

series (detail, table_id, line_id, measure) as (
    values
    ('total.income_side', 'income_expenditure_summary', 'total.income_side', 'amount'),
    ('income.current_total', 'income_expenditure_summary', 'income.current_total', 'amount'),
    ('expenditure.current_total', 'income_expenditure_summary', 'expenditure.current_total', 'amount'),
    ('carryover.closing', 'income_expenditure_summary', 'carryover.closing', 'amount'),
    ('fiscal.total', 'fiscal_appropriation_summary', 'total.income_side', 'amount'),
    ('general_public_budget', 'general_public_budget_expenditure', 'total', 'total'),
    ('basic', 'expenditure', 'total', 'basic'),
    ('project', 'expenditure', 'total', 'project'),
    ('personnel', 'basic_expenditure', 'basic.personnel_total', 'amount'),
    ('public_funds', 'basic_expenditure', 'basic.public_funds_total', 'amount'),
    ('three_public', 'three_public_expenses', null, 'final_total')
),

figures as (
    select * from {{ ref('int_figure') }}
),

table_states as (
    select * from {{ ref('int_table_state') }} where state in ('filled', 'blank')
)

select
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    series.detail,
    series.table_id,
    series.line_id,
    series.measure,
    case
        when table_states.document_id is not null then cast(coalesce(figures.amount_yuan, 0) as decimal(20, 2))
    end as amount_yuan,
    figures.figure_no,
    figures.page
from documents
cross join series
left join table_states
    on documents.document_id = table_states.document_id and series.table_id = table_states.table_id
left join figures
    on
        documents.document_id = figures.document_id
        and series.table_id = figures.table_id
        and series.line_id is not distinct from figures.line_id
        and series.measure = figures.measure
        and figures.subject_code is null
