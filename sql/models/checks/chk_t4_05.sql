{%- set check = {
    "check_id": "T4.05",
    "title_zh": "财政拨款总表：支出总计＝本年支出合计＋年末财政拨款结转和结余",
    "title_en": "Fiscal appropriation: total of the expenditure side equals expenditure and closing carryover",
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
    select {{ term('total', "concat_ws(' · ', table_id, 'total.expenditure_side', measure)") }}
    from figures
    where line_id = 'total.expenditure_side'
    union all
    select {{ term('part', "concat_ws(' · ', table_id, 'total.expenditure_side', measure)") }}
    from figures
    where line_id in ('expenditure.current_total', 'carryover.closing')
)

{{ grade(check) }}
