{%- set check = {
    "check_id": "X.19",
    "title_zh": "政府采购合计不大于项目支出与公用经费之和（合同金额可跨年）",
    "title_en": "Procurement is at most project expenditure and public funds; contracts may span years, so more is a flag, not an error",
    "severity": "info",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["expenditure", "basic_expenditure", "disclosure_statistics"],
} -%}
{{ config(meta=check) }}

with

terms as (
    select {{ term('total', "'procurement <= project and public funds'") }}
    from {{ ref('int_figure') }}
    where
        table_id = 'expenditure' and line_id = 'total' and measure = 'project'
        or table_id = 'basic_expenditure' and line_id = 'basic.public_funds_total'
    union all
    select {{ term('part', "'procurement <= project and public funds'") }}
    from {{ ref('int_figure') }}
    where table_id = 'disclosure_statistics' and line_id = 'procurement.total'
)

{{ grade(check, relation='at_most') }}
