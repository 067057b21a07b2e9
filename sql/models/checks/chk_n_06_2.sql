{%- set check = {
    "check_id": "N.06.2",
    "title_zh": "基本支出表中有数的经济科目应列入情况说明（“等”可不穷举）",
    "title_en": "Items with an amount are named in the text, which may end with 等",
    "severity": "info",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

named as (
    select document_id, subject_code
    from {{ source('raw', 'mention') }}
    where mention_kind = 'named_item'
),

figures as (
    select * from {{ ref('int_figure') }}
    where table_id = 'basic_expenditure' and length(subject_code) = 5 and amount_yuan <> 0
),

documents_with_names as (
    select distinct document_id from named
),

statements as (
    select
        figures.document_id,
        concat_ws(' · ', figures.subject_code, figures.label_zh) as scope,
        1 as expected,
        if(named.subject_code is null, 0, 1) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            '基本支出表' || figures.subject_code || figures.label_zh || figures.published_text
            || '未列入“主要包括”。The table prints ' || figures.published_text || ', the text does not name it.'
        ) as cause,
        [{{ joined_figure('figures', 'support') }}] as evidence
    from figures
    left join named on figures.document_id = named.document_id and figures.subject_code = named.subject_code
    where figures.document_id in (select documents_with_names.document_id from documents_with_names)
)

{{ grade_statements(check) }}
