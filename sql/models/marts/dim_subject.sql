-- Codes of both classifications in the years in which they meant one thing; COFOG by the longest code that is mapped.
-- A code that documents here print with its name is at least observed. Meanings of an older code table stand with the
-- one year that they are known for.
with

earlier_subjects as (
    select * from {{ source('reference', 'earlier_functional_subjects') }}
),

functional_subjects as (
    select * from {{ source('reference', 'functional_subjects') }}
),

economic_subjects as (
    select * from {{ source('reference', 'economic_subjects') }}
),

cofog as (
    select * from {{ source('reference', 'cofog') }}
),

observations as (
    select * from {{ ref('stg_subject_observation') }}
),

mapped as (
    select
        functional_subjects.subject_code,
        functional_subjects.valid_from_year,
        first(cofog.cofog_division order by length(cofog.subject_code) desc) as cofog_division,
        first(cofog.cofog_group order by length(cofog.subject_code) desc) as cofog_group,
        first(cofog.cofog_confidence order by length(cofog.subject_code) desc) as cofog_confidence
    from functional_subjects
    inner join cofog
        on cofog.subject_code in (
            functional_subjects.subject_code,
            left(functional_subjects.subject_code, 5),
            left(functional_subjects.subject_code, 3)
        )
    group by functional_subjects.subject_code, functional_subjects.valid_from_year
),

subjects as (
    select
        functional_subjects.subject_code,
        'functional' as classification,
        functional_subjects.level,
        functional_subjects.parent_code,
        functional_subjects.name_zh,
        functional_subjects.name_en,
        functional_subjects.valid_from_year,
        functional_subjects.valid_to_year,
        functional_subjects.evidence,
        functional_subjects.observed_document_count,
        functional_subjects.budget_type as scheme,
        cast(null as varchar) as basic_expenditure_group,
        mapped.cofog_division,
        mapped.cofog_group,
        mapped.cofog_confidence
    from functional_subjects
    left join mapped
        on
            functional_subjects.subject_code = mapped.subject_code
            and functional_subjects.valid_from_year = mapped.valid_from_year
    union all
    select
        subject_code,
        'functional' as classification,
        case length(subject_code) when 3 then 'class' when 5 then 'section' else 'item' end as level,
        if(length(subject_code) > 3, left(subject_code, length(subject_code) - 2), null) as parent_code,
        name_zh,
        cast(null as varchar) as name_en,
        valid_from_year,
        valid_to_year,
        evidence,
        cast(null as integer) as observed_document_count,
        budget_type as scheme,
        null as basic_expenditure_group,
        null as cofog_division,
        null as cofog_group,
        null as cofog_confidence
    from earlier_subjects
    union all
    select
        subject_code,
        'economic' as classification,
        level,
        parent_code,
        name_zh,
        name_en,
        valid_from_year,
        valid_to_year,
        evidence,
        observed_document_count,
        scheme,
        basic_expenditure_group,
        null as cofog_division,
        null as cofog_group,
        null as cofog_confidence
    from economic_subjects
)

select
    subjects.* replace (
        if(
            subjects.evidence = 'unverified' and observations.document_count > 0, 'observed', subjects.evidence
        ) as evidence,
        cast(
            coalesce(subjects.observed_document_count, 0) + coalesce(observations.document_count, 0) as integer
        ) as observed_document_count
    )
from subjects
left join observations
    on
        subjects.classification = observations.classification
        and subjects.subject_code = observations.subject_code
        and subjects.valid_from_year = observations.valid_from_year
