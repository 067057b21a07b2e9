-- What each unit spent on each functional subject in a year, with the page it was printed on. A row of a class holds
-- those of its sections and items: choose one level.
with

-- Told by the number of the document, which is shorter than everything it stands for.
spent as (
    select
        figures.figure_no // 1000000 as document_no,
        figures.subject_code,
        cast(min(figures.amount_yuan) filter (figures.measure = 'total') as decimal(20, 2)) as total_yuan,
        cast(min(figures.amount_yuan) filter (figures.measure = 'basic') as decimal(20, 2)) as basic_yuan,
        cast(min(figures.amount_yuan) filter (figures.measure = 'project') as decimal(20, 2)) as project_yuan,
        {{ evidence_state('max(' ~ evidence_rank('confirmations') ~ ')') }} as evidence_state,
        min(figures.page) as page
    from {{ ref('int_figure') }} as figures
    left join {{ ref('int_amount_confirmation') }} as confirmations on figures.figure_no = confirmations.figure_no
    where figures.table_id = 'expenditure' and figures.subject_code is not null
    group by document_no, figures.subject_code
)

select
    documents.unit_id,
    units.name_zh as unit_name_zh,
    documents.fiscal_year,
    spent.subject_code,
    subjects.name_zh as subject_name_zh,
    subjects.level,
    spent.total_yuan,
    spent.basic_yuan,
    spent.project_yuan,
    spent.evidence_state,
    spent.page,
    documents.document_id
from spent
inner join {{ ref('int_current_document') }} as documents on spent.document_no = documents.document_no
inner join {{ ref('dim_unit') }} as units on documents.unit_id = units.unit_id
left join {{ ref('dim_subject') }} as subjects
    on
        subjects.classification = 'functional'
        and spent.subject_code = subjects.subject_code
        and documents.fiscal_year >= subjects.valid_from_year
        and documents.fiscal_year <= coalesce(subjects.valid_to_year, 9999)
