{%- set indicator = {
    "indicator_id": "A5",
    "title_zh": "支出结构变动指数",
    "title_en": "Structural change index",
    "unit": "index",
    "grain": "unit, year",
    "formula": "half the sum over classes of |share this year - share of the year before|",
    "meaning": "The share of spending whose purpose changed. 用途发生变化的支出占比。",
    "source": "dissimilarity index 差异指数",
    "tables": [],
    "checks": ["T5.02", "X.07"],
    "has_basis": true,
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

classes as (
    select * from {{ ref('int_class_growth') }}
),

inputs as (
    select
        document_id,
        'total' as detail,
        -- In yuan of this year: half of |a - p × (total / total of the year before)|, summed over the classes. What the
        -- classes of the year before leave of its total is a class that is not printed any more.
        (
            sum(abs(
                cast(amount_yuan as double)
                - cast(prior_amount_yuan as double) * cast(total_yuan as double)
                / nullif(cast(prior_total_yuan as double), 0)
            ) order by subject_code)
            + abs(cast(any_value(prior_total_yuan) - sum(prior_amount_yuan) as double))
            * cast(any_value(total_yuan) as double) / nullif(cast(any_value(prior_total_yuan) as double), 0)
        ) / 2 as numerator,
        any_value(total_yuan) as denominator,
        any_value(basis) as basis,
        coalesce(
            any_value(null_reason), if(any_value(prior_total_yuan) = 0, 'zero_base', null)
        ) as null_reason
    from classes
    group by document_id
)

{{ ratio(indicator) }}
