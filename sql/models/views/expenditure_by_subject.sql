-- What each unit spent on each functional subject in a year, with the page it was printed on. A row of a class holds
-- those of its sections and items: choose one level.
select
    figures.unit_id,
    units.name_zh as unit_name_zh,
    figures.fiscal_year,
    figures.subject_code,
    subjects.name_zh as subject_name_zh,
    subjects.level,
    cast(min(figures.amount_yuan) filter (figures.measure = 'total') as decimal(20, 2)) as total_yuan,
    cast(min(figures.amount_yuan) filter (figures.measure = 'basic') as decimal(20, 2)) as basic_yuan,
    cast(min(figures.amount_yuan) filter (figures.measure = 'project') as decimal(20, 2)) as project_yuan,
    {{ evidence_state('max(' ~ evidence_rank('confirmations') ~ ')') }} as evidence_state,
    min(figures.page) as page,
    figures.document_id
from {{ ref('int_figure') }} as figures
left join {{ ref('int_amount_confirmation') }} as confirmations on figures.figure_no = confirmations.figure_no
inner join {{ ref('dim_unit') }} as units on figures.unit_id = units.unit_id
left join {{ ref('dim_subject') }} as subjects
    on
        subjects.classification = 'functional'
        and figures.subject_code = subjects.subject_code
        and figures.fiscal_year >= subjects.valid_from_year
        and figures.fiscal_year <= coalesce(subjects.valid_to_year, 9999)
where figures.table_id = 'expenditure' and figures.subject_code is not null
group by
    figures.unit_id, units.name_zh, figures.fiscal_year, figures.subject_code, subjects.name_zh, subjects.level,
    figures.document_id
