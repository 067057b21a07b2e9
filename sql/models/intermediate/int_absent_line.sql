-- Classes for which a summary prints no line although another table prints an amount, where a form of that year has no
-- such line (the form of Shanghai ends before 债务还本支出): the amount is in the summary's total all the same, so it is
-- a part of that total, and the missing line is nobody's error.
with

classes as (
    select distinct table_id, line_id
    from {{ source('reference', 'line_items') }}
    where line_id like 'expenditure.function.%'
),

templates as (
    select distinct table_id, template, valid_from_year, coalesce(valid_to_year, 9999) as valid_to_year
    from {{ source('reference', 'line_items') }}
    where line_id like 'expenditure.function.%'
),

lines as (
    select distinct table_id, template, valid_from_year, line_id
    from {{ source('reference', 'line_items') }}
),

lacking as (
    select templates.table_id, classes.line_id, templates.valid_from_year, templates.valid_to_year
    from templates
    inner join classes on templates.table_id = classes.table_id
    left join lines
        on
            templates.table_id = lines.table_id
            and templates.template = lines.template
            and templates.valid_from_year = lines.valid_from_year
            and classes.line_id = lines.line_id
    where lines.line_id is null
),

printed_classes as (
    select
        *,
        case table_id when 'expenditure' then 'income_expenditure_summary' else 'fiscal_appropriation_summary' end
            as summary_table_id,
        case table_id
            when 'expenditure' then 'amount'
            when 'general_public_budget_expenditure' then 'general_public_budget'
            when 'government_fund_budget' then 'government_fund'
            when 'state_capital_budget' then 'state_capital'
        end as summary_measure,
        'expenditure.function.' || subject_code as summary_line_id
    from {{ ref('int_figure') }}
    where
        table_id in (
            'expenditure', 'general_public_budget_expenditure', 'government_fund_budget', 'state_capital_budget'
        )
        and measure = 'total' and length(subject_code) = 3 and amount_yuan <> 0
),

summary_lines as (
    select distinct document_id, table_id, line_id
    from {{ ref('int_figure') }}
    where table_id in ('income_expenditure_summary', 'fiscal_appropriation_summary')
)

select printed_classes.*
from printed_classes
left join summary_lines
    on
        printed_classes.document_id = summary_lines.document_id
        and printed_classes.summary_table_id = summary_lines.table_id
        and printed_classes.summary_line_id = summary_lines.line_id
where
    summary_lines.line_id is null
    and exists (
        select 1
        from lacking
        where
            lacking.table_id = printed_classes.summary_table_id
            and lacking.line_id = printed_classes.summary_line_id
            and printed_classes.fiscal_year between lacking.valid_from_year and lacking.valid_to_year
    )
