{%- set check = {
    "check_id": "U.03",
    "title_zh": "各部门一般公共预算支出之和≤本级政府决算同类支出",
    "title_en": "The departments together spend no more on a class than the government's account says",
    "severity": "warn",
    "tolerance": "half a printed step of each department's amount",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

additive as (
    select * from {{ ref('int_additive_document') }}
),

government as (
    select * from {{ source('reference', 'government_accounts') }}
),

classes as (
    select document_id, subject_code, amount_yuan, half_step_yuan, page, x0, y0, x1, y1
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and length(subject_code) = 3
),

sums as (
    select
        additive.region_code,
        additive.fiscal_year,
        classes.subject_code,
        sum(classes.amount_yuan) as amount_yuan,
        sum(classes.half_step_yuan) as half_step_yuan
    from additive
    inner join classes on additive.document_id = classes.document_id
    group by additive.region_code, additive.fiscal_year, classes.subject_code
),

known as (
    select distinct region_code, fiscal_year from government
),

untestable as (
    select
        documents.document_id,
        if(
            known.region_code is null,
            'The account of the region''s government is not in government_accounts.csv. 没有本级政府决算。',
            null
        ) as reason
    from {{ ref('int_current_document') }} as documents
    left join {{ ref('dim_unit') }} as units on documents.unit_id = units.unit_id
    left join known on units.region_code = known.region_code and documents.fiscal_year = known.fiscal_year
),

offences as (
    select
        additive.document_id,
        'general_public_budget_expenditure · ' || classes.subject_code as scope,
        concat(
            '本地区各部门', classes.subject_code, '类支出合计', sums.amount_yuan, '元，大于政府决算',
            government.amount_yuan, '元。The departments of the region come to more than its government''s account.'
        ) as explanation,
        cast(classes.amount_yuan as varchar) as printed,
        classes.page, classes.x0, classes.y0, classes.x1, classes.y1
    from additive
    inner join classes on additive.document_id = classes.document_id
    inner join sums
        on
            additive.region_code = sums.region_code
            and additive.fiscal_year = sums.fiscal_year
            and classes.subject_code = sums.subject_code
    inner join government
        on
            sums.region_code = government.region_code
            and sums.fiscal_year = government.fiscal_year
            and sums.subject_code = government.subject_code
    where sums.amount_yuan - sums.half_step_yuan > cast(government.amount_yuan as decimal(20, 2))
)

{{ guarantee(check, text='offences.printed', unless='untestable') }}
