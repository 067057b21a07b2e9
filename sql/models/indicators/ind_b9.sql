{%- set indicator = {
    "indicator_id": "B9",
    "title_zh": "结转资金两年以上存量占比",
    "title_en": "Carryover that has stood for two years",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "sum over items of the least of the closing balances of this year and the two before / closing balances of this year",
    "meaning": "At most so much of the balance is older than two years: by law it must be managed as surplus. 同一项目连续两年以上未用完资金的上限占比。",
    "source": "预算法 42; 预算法实施条例 50",
    "tables": [],
    "checks": ["T7.01", "T8.01", "Y.02"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

balances as (
    select document_id, table_id, subject_code, amount_yuan
    from {{ ref('int_figure') }}
    where
        table_id in ('government_fund_budget', 'state_capital_budget')
        and measure = 'closing_balance'
        and length(subject_code) = 7
),

histories as (
    select pairs.document_id, pairs.prior_document_id, earlier.prior_document_id as earlier_document_id
    from {{ ref('int_prior_document') }} as pairs
    left join {{ ref('int_prior_document') }} as earlier on pairs.prior_document_id = earlier.document_id
),

aged as (
    select
        balances.document_id,
        sum(balances.amount_yuan) as closing_yuan,
        sum(coalesce(least(balances.amount_yuan, last_year.amount_yuan, year_before.amount_yuan), 0)) filter (
            where last_year.amount_yuan is not null and year_before.amount_yuan is not null
        ) as aged_yuan
    from balances
    inner join histories on balances.document_id = histories.document_id
    left join balances as last_year
        on
            histories.prior_document_id = last_year.document_id
            and balances.table_id = last_year.table_id
            and balances.subject_code = last_year.subject_code
    left join balances as year_before
        on
            histories.earlier_document_id = year_before.document_id
            and balances.table_id = year_before.table_id
            and balances.subject_code = year_before.subject_code
    group by balances.document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        coalesce(aged.aged_yuan, 0) as numerator,
        coalesce(aged.closing_yuan, 0) as denominator,
        case
            when histories.earlier_document_id is not null then null
            when documents.perimeter_no > 0 then 'reorganised'
            else 'no_prior_year'
        end as null_reason
    from {{ ref('int_unit_perimeter') }} as documents
    left join histories on documents.document_id = histories.document_id
    left join aged on documents.document_id = aged.document_id
)

{{ ratio(indicator) }}
