{%- set check = {
    "check_id": "Y.01",
    "title_zh": "年初结转和结余＝上年年末结转和结余",
    "title_en": "Opening carryover equals the closing carryover of the year before",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

pairs as (
    select documents.document_id, priors.document_id as prior_document_id
    from documents
    left join documents as priors
        on documents.unit_id = priors.unit_id and documents.fiscal_year = priors.fiscal_year + 1
),

prior_tables as (
    select document_id, state
    from {{ ref('int_table_state') }}
    where table_id = 'income_expenditure_summary'
),

untestable as (
    select
        pairs.document_id,
        case
            when pairs.prior_document_id is null then 'The accounts of the year before are not here. 没有上年决算。'
            when prior_tables.state in ('missing', 'unrecognized')
                then 'The summary of the year before was not found or not recognized. 未找到或未识别上年总表。'
        end as reason
    from pairs
    left join prior_tables on pairs.prior_document_id = prior_tables.document_id
),

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and line_id in ('carryover.opening', 'carryover.closing')
),

prior_figures as (
    select figures.* replace (pairs.document_id as document_id)
    from pairs
    inner join figures on pairs.prior_document_id = figures.document_id
),

terms as (
    select {{ term('total', "'income_expenditure_summary · carryover.opening = closing of the year before'") }}
    from figures
    where line_id = 'carryover.opening'
    union all
    select {{ term('part', "'income_expenditure_summary · carryover.opening = closing of the year before'") }}
    from prior_figures
    where line_id = 'carryover.closing'
)

{{ grade(check, unless='untestable') }}
