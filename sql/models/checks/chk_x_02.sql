{%- set check = {
    "check_id": "X.02",
    "title_zh": "收入支出决算总表各项收入＝收入决算表合计行各栏",
    "title_en": "Each kind of income is the same in the summary and in the income table",
    "severity": "error",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary", "income"],
} -%}
{{ config(meta=check) }}

with

totals as (
    select
        *,
        case
            when line_id in (
                'income.general_public_budget', 'income.government_fund', 'income.state_capital',
                'income.fiscal_appropriation_total'
            ) then 'fiscal_appropriation'
            when line_id in ('income.superior_subsidy') then 'superior_subsidy'
            when line_id in ('income.institutional', 'income.operating', 'income.other')
                then replace(line_id, 'income.', '') || '_income'
            when line_id in ('income.affiliated_units') then 'affiliated_units_income'
        end as kind,
        -- The forms of 2015 to 2018 print fiscal appropriation as one line, of which the fund is only a part.
        bool_or(line_id = 'income.fiscal_appropriation_total') over (partition by document_id) as has_one_line
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and side = 'income'
),

columns_of_income as (
    select *
    from {{ ref('int_figure') }}
    where table_id = 'income' and line_id = 'total' and measure <> 'total'
),

-- The summary prints up to three lines for one column: they are the parts here.
terms as (
    select {{ term('total', "'income_expenditure_summary = income · ' || measure") }}
    from columns_of_income
    union all
    select {{ term('part', "'income_expenditure_summary = income · ' || kind") }}
    from totals
    where
        kind is not null
        and not (
            has_one_line
            and line_id in ('income.general_public_budget', 'income.government_fund', 'income.state_capital')
        )
)

{{ grade(check) }}
