{%- set indicator = {
    "indicator_id": "F4",
    "title_zh": "与上年分文不差",
    "title_en": "Unchanged to the cent",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "items of expenditure with the amount of the year before / items printed in both years",
    "meaning": "Amounts that are exactly last year's may have been copied. 与上年完全相同的金额可能系照抄。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T5.02"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_unit_perimeter') }}
),

prior_documents as (
    select * from {{ ref('int_prior_document') }}
),

items as (
    select document_id, subject_code, measure, amount_yuan
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and measure in ('basic', 'project')
        and length(subject_code) = 7
        and amount_yuan <> 0
),

pairs as (
    select
        items.document_id,
        count(*) filter (where items.amount_yuan = priors.amount_yuan) as same_count,
        count(*) as pair_count
    from items
    inner join prior_documents on items.document_id = prior_documents.document_id
    inner join items as priors
        on
            prior_documents.prior_document_id = priors.document_id
            and items.subject_code = priors.subject_code
            and items.measure = priors.measure
    group by items.document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        pairs.same_count as numerator,
        pairs.pair_count as denominator,
        case
            when pairs.document_id is not null then null
            when documents.is_reorganised then 'reorganised'
            else 'no_prior_year'
        end as null_reason
    from documents
    left join pairs on documents.document_id = pairs.document_id
)

{{ ratio(indicator) }}
