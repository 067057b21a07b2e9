{%- set indicator = {
    "indicator_id": "F5",
    "title_zh": "情况说明沿用率",
    "title_en": "Narrative carried forward",
    "unit": "ratio",
    "grain": "unit, year and kind of sentence",
    "formula": "sentences with numbers that stand, numbers aside, in the narrative of the year before / all of them; detail statements, or reasons for those that explain a change",
    "meaning": "Statements follow a form and repeat; reasons that repeat word for word although the numbers moved have been copied. 表述固定属正常；原因说明逐字重复而数字已变，系照抄上年。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": [],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_unit_perimeter') }}
),

pairs as (
    select * from {{ ref('int_prior_document') }}
),

-- Several numbers stand in one sentence.
printed as (
    select distinct
        document_id,
        if(statement_kind = 'change_reason', 'reasons', 'statements') as detail,
        sentence_zh
    from {{ ref('fct_claim') }}
    where is_current and sentence_zh is not null
),

-- A sentence without its numbers and years: what was typed once and filled in again.
sentences as (
    select
        *,
        regexp_replace(sentence_zh, '[0-9０-９][0-9０-９.,，%％]*|\s', '', 'g') as words_zh
    from printed
),

wordings as (
    select distinct document_id, words_zh from sentences
),

counted as (
    select
        sentences.document_id,
        sentences.detail,
        count(*) as sentence_count,
        count(wordings.words_zh) as repeated_count
    from sentences
    inner join pairs on sentences.document_id = pairs.document_id
    left join wordings
        on pairs.prior_document_id = wordings.document_id and sentences.words_zh = wordings.words_zh
    group by sentences.document_id, sentences.detail
),

details as (
    select unnest(['statements', 'reasons']) as detail
),

inputs as (
    select
        documents.document_id,
        details.detail,
        counted.repeated_count as numerator,
        counted.sentence_count as denominator,
        case
            when documents.is_reorganised then 'reorganised'
            when pairs.prior_document_id is null then 'no_prior_year'
            when counted.document_id is null then 'not_disclosed'
        end as null_reason
    from documents
    cross join details
    inner join pairs on documents.document_id = pairs.document_id
    left join counted on documents.document_id = counted.document_id and details.detail = counted.detail
)

{{ ratio(indicator) }}
