{%- set check = {
    "check_id": "T4.04",
    "title_zh": "财政拨款总表：每行合计＝三类预算之和；每列本年支出合计＝各类之和",
    "title_en": "Fiscal appropriation: rows equal the three kinds of budget, columns equal the sum of classes",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["fiscal_appropriation_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and side = 'expenditure'
),

terms as (
    select {{ term('total', "concat_ws(' · ', table_id, line_id, 'total')") }}
    from figures
    where measure = 'total'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, line_id, 'total')") }}
    from figures
    where measure in ('general_public_budget', 'government_fund', 'state_capital')
    union all
    select {{ term('total', "concat_ws(' · ', table_id, 'classes', measure)") }}
    from figures
    where line_id = 'expenditure.current_total'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, 'classes', measure)") }}
    from figures
    where line_id like 'expenditure.function.%'
    union all
    select {{ term('part', "concat_ws(' · ', summary_table_id, 'classes', summary_measure)") }}
    from {{ ref('int_absent_line') }}
    where summary_table_id = 'fiscal_appropriation_summary'
    union all
    select {{ term('part', "concat_ws(' · ', summary_table_id, 'classes', 'total')") }}
    from {{ ref('int_absent_line') }}
    where summary_table_id = 'fiscal_appropriation_summary'
)

{{ grade(check) }}
