{%- set indicator = {
    "indicator_id": "F2",
    "title_zh": "整数金额占比",
    "title_en": "Round amounts",
    "unit": "ratio",
    "grain": "unit, year, kind of amount and step",
    "formula": "amounts that are multiples of the step (1 or 10 万元) / all amounts other than zero, five or more; detail budget.<step> for budgets of the narrative and the three public expenses, final.<step> for items of the general public budget",
    "meaning": "Many round budgets suggest placeholders; final amounts are rarely round. 预算数整数过多可能为占位数，决算数一般不为整数。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["T5.02", "T9.01"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

-- Items that are sums of others are left out, so that no amount counts twice.
amounts as (
    select document_id, 'final' as kind, amount_yuan
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and measure in ('basic', 'project')
        and length(subject_code) = 7
        and amount_yuan <> 0
    union all
    select document_id, 'budget' as kind, budget_yuan as amount_yuan
    from {{ ref('int_three_public_item') }}
    where detail not in ('total', 'vehicle_total') and budget_yuan <> 0
    union all
    select document_id, 'budget' as kind, amount_yuan
    from {{ ref('int_class_budget') }}
    where subject_code is not null and amount_yuan <> 0
),

steps (step, step_yuan) as (
    values ('10_thousand', 10000), ('100_thousand', 100000)
),

details as (
    select kinds.kind, steps.step, steps.step_yuan
    from (values ('budget'), ('final')) as kinds (kind)
    cross join steps
),

counted as (
    select
        amounts.document_id,
        amounts.kind,
        steps.step,
        count(*) as amount_count,
        count(*) filter (where amounts.amount_yuan % steps.step_yuan = 0) as round_count
    from amounts
    cross join steps
    group by amounts.document_id, amounts.kind, steps.step
),

inputs as (
    select
        documents.document_id,
        details.kind || '.' || details.step as detail,
        counted.round_count as numerator,
        counted.amount_count as denominator,
        case
            when counted.amount_count is null then 'not_disclosed'
            when counted.amount_count < 5 then 'too_few_amounts'
        end as null_reason
    from documents
    cross join details
    left join counted
        on
            documents.document_id = counted.document_id
            and details.kind = counted.kind
            and details.step = counted.step
)

{{ ratio(indicator) }}
