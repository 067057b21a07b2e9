{%- set indicator = {
    "indicator_id": "D6",
    "title_zh": "“三公”经费与基本支出明细一致性",
    "title_en": "Three public expenses consistent with basic expenditure",
    "unit": "index",
    "grain": "unit, year",
    "formula": "1 where every part of X.16 holds, else 0",
    "meaning": "Basic expenditure is a part of the three public expenses: no item may exceed them. 基本支出所列不得大于“三公”决算数。",
    "source": "identity X.16 of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "checks": ["X.16"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

checks as (
    select * from {{ ref('chk_x_16') }} where document_id is not null
),

inputs as (
    select
        document_id,
        'total' as detail,
        if(bool_or(state = 'fail'), 0, 1) as numerator,
        case when bool_and(state = 'not_testable') then 'not_disclosed' end as null_reason
    from checks
    group by document_id
)

{{ level(indicator) }}
