{%- set indicator = {
    "indicator_id": "B3",
    "title_zh": "功能分类结构偏离度",
    "title_en": "Composition variance by function",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "sum over classes with a budget of |outturn - budget × (all outturns / all budgets)| / all outturns",
    "meaning": "How far the mix moved when the total's deviation is taken out. 剔除总量偏离后的结构偏离。",
    "source": "PEFA PI-2.1",
    "tables": [],
    "checks": ["T5.02", "N.09"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

budgets as (
    select * from {{ ref('int_class_budget') }}
),

outturns as (
    select document_id, coalesce(subject_code, line_id) as detail, amount_yuan
    from {{ ref('int_figure') }}
    where
        table_id = 'general_public_budget_expenditure'
        and measure = 'total'
        and (line_id = 'total' or length(subject_code) = 3)
),

pairs as (
    select
        budgets.document_id,
        budgets.subject_code,
        budgets.amount_yuan as budget_yuan,
        coalesce(outturns.amount_yuan, 0) as outturn_yuan,
        sum(budgets.amount_yuan) over documents as budgets_yuan,
        sum(coalesce(outturns.amount_yuan, 0)) over documents as outturns_yuan
    from budgets
    left join outturns
        on budgets.document_id = outturns.document_id and budgets.subject_code = outturns.detail
    where budgets.subject_code is not null
    window documents as (partition by budgets.document_id)
),

variances as (
    select
        document_id,
        sum(abs(
            cast(outturn_yuan as double)
            - cast(budget_yuan as double) * cast(outturns_yuan as double) / nullif(cast(budgets_yuan as double), 0)
        ) order by subject_code) as numerator,
        any_value(outturns_yuan) as denominator
    from pairs
    group by document_id
),

inputs as (
    select
        outturns.document_id,
        'total' as detail,
        variances.numerator,
        variances.denominator,
        case when variances.document_id is null then 'no_budget' end as null_reason
    from outturns
    left join variances on outturns.document_id = variances.document_id
    where outturns.detail = 'total'
)

{{ ratio(indicator) }}
