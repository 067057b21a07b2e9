-- Expenditure of the general public budget by COFOG division: items where they are printed, else sections, else
-- classes; each amount once, with the confidence of its mapping.
with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and subject_code is not null
),

parents as (
    select distinct document_id, left(subject_code, length(subject_code) - 2) as subject_code
    from figures
    where length(subject_code) > 3
),

leaves as (
    select figures.*
    from figures
    anti join parents
        on figures.document_id = parents.document_id and figures.subject_code = parents.subject_code
),

subjects as (
    select * from {{ ref('dim_subject') }} where classification = 'functional'
)

select
    leaves.document_id,
    leaves.unit_id,
    leaves.fiscal_year,
    leaves.subject_code,
    leaves.figure_no,
    leaves.amount_yuan,
    coalesce(subjects.cofog_division, 'unmapped') as cofog_division,
    coalesce(subjects.cofog_confidence, 'none') as cofog_confidence
from leaves
left join subjects
    on
        leaves.subject_code = subjects.subject_code
        and leaves.fiscal_year >= subjects.valid_from_year
        and leaves.fiscal_year <= coalesce(subjects.valid_to_year, 9999)
qualify row_number() over (
    partition by leaves.document_id, leaves.subject_code order by subjects.valid_from_year desc nulls last
) = 1
