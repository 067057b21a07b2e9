-- In how many documents a code was printed together with the name that it has in that year's classification.
with

amounts as (
    select distinct document_id, table_id, subject_code, label_zh
    from {{ source('raw', 'amount') }}
    where subject_code is not null
),

documents as (
    select document_id, fiscal_year from {{ source('raw', 'document') }} where state = 'published'
),

subjects as (
    select 'functional' as classification, subject_code, name_zh, valid_from_year, valid_to_year
    from {{ source('reference', 'functional_subjects') }}
    union all
    select 'economic' as classification, subject_code, name_zh, valid_from_year, valid_to_year
    from {{ source('reference', 'economic_subjects') }}
),

printed as (
    select
        amounts.document_id,
        documents.fiscal_year,
        amounts.subject_code,
        if(amounts.table_id = 'basic_expenditure', 'economic', 'functional') as classification,
        regexp_replace(amounts.label_zh, '[\s()（）、，,]', '', 'g') as plain_label_zh
    from amounts
    inner join documents on amounts.document_id = documents.document_id
)

select
    subjects.classification,
    subjects.subject_code,
    subjects.valid_from_year,
    count(distinct printed.document_id) as document_count
from printed
inner join subjects
    on
        printed.classification = subjects.classification
        and printed.subject_code = subjects.subject_code
        and printed.plain_label_zh = regexp_replace(subjects.name_zh, '[\s()（）、，,]', '', 'g')
        and printed.fiscal_year >= subjects.valid_from_year
        and printed.fiscal_year <= coalesce(subjects.valid_to_year, 9999)
group by subjects.classification, subjects.subject_code, subjects.valid_from_year
