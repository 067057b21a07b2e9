{%- set check = {
    "check_id": "S.05",
    "title_zh": "各表金额单位与总表一致（没有万倍之差）",
    "title_en": "The unit of money of each table fits the summary: totals do not differ by a factor of thousands",
    "severity": "error",
    "tolerance": "a factor of 5000 to 20000 between a table's total and the summary's",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

summary as (
    select document_id, amount_yuan as summary_yuan
    from {{ ref('int_figure') }}
    where table_id = 'income_expenditure_summary' and line_id = 'expenditure.current_total'
),

totals as (
    select figures.*, summary.summary_yuan
    from {{ ref('int_figure') }} as figures
    inner join summary using (document_id)
    where
        figures.table_id = 'expenditure' and figures.line_id = 'total' and figures.measure = 'total'
        or figures.table_id = 'income' and figures.line_id = 'total' and figures.measure = 'total'
        or figures.table_id = 'fiscal_appropriation_summary' and figures.line_id = 'expenditure.current_total'
        and figures.measure = 'total'
        or figures.table_id = 'general_public_budget_expenditure' and figures.line_id = 'total'
        and figures.measure = 'total'
),

-- Expected is the table's total brought to the unit that fits the summary best.
terms as (
    select {{ term('total', "table_id || ' · unit of money'") }}
    from totals
    where amount_yuan > 0 and summary_yuan > 0
    union all
    select
        document_id, table_id || ' · unit of money' as scope, 'part' as role,
        case
            when amount_yuan / summary_yuan between 5000 and 20000 then amount_yuan / 10000
            when summary_yuan / amount_yuan between 5000 and 20000 then amount_yuan * 10000
            else amount_yuan
        end as amount_yuan,
        0 as half_step_yuan, null as figure_no, 1 as sign
    from totals
    where amount_yuan > 0 and summary_yuan > 0
)

{{ grade(check, tolerance='none') }}
