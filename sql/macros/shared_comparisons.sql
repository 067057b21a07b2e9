{#- Comparisons that several checks make of different tables, columns or units: the CTEs before their grading. -#}

{#- The CTEs `terms` and `remarks` of one kind of budget, in total and by class, income and balances: what the summary of
    fiscal appropriation prints of it against the budget's own table. -#}
{% macro budget_in_both_tables(budget, table_id) -%}
{%- set scope = "'fiscal_appropriation_summary = " ~ table_id ~ " · ' || item" -%}
summary as (
    select
        *,
        case
            when line_id = 'expenditure.current_total' and measure = '{{ budget }}' then 'total'
            when line_id like 'expenditure.function.%' and measure = '{{ budget }}' then right(line_id, 3)
            when line_id = 'income.{{ budget }}' then 'income'
            when line_id = 'carryover.opening.{{ budget }}' then 'opening_balance'
            when line_id = 'carryover.closing' and measure = '{{ budget }}' then 'closing_balance'
        end as item
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary'
),

details as (
    select
        *,
        case when measure = 'total' then coalesce(subject_code, 'total') else measure end as item,
        -- Forms of expenditure only print neither income nor balances.
        bool_or(measure = 'income') over (partition by document_id) as has_balances
    from {{ ref('int_figure') }}
    where table_id = '{{ table_id }}'
),

-- A form that prints the opening carryover in one sum does not tell which budget it belongs to.
undivided as (
    select document_id
    from {{ ref('int_figure') }}
    where table_id = 'fiscal_appropriation_summary' and line_id like 'carryover.opening%' and amount_yuan <> 0
    group by document_id
    having bool_and(line_id = 'carryover.opening')
),

with_balances as (
    select document_id from details where has_balances
),

terms as (
    select {{ term('total', scope) }}
    from summary
    where
        item is not null
        and (
            item not in ('income', 'opening_balance', 'closing_balance')
            or document_id in (select with_balances.document_id from with_balances)
        )
    union all
    select {{ term('part', scope) }}
    from details
    where
        measure = 'total' and (line_id = 'total' or length(subject_code) = 3)
        or line_id = 'total' and measure in ('income', 'closing_balance')
        or line_id = 'total' and measure = 'opening_balance'
        and document_id not in (select undivided.document_id from undivided)
),

remarks as (
    select
        document_id,
        'fiscal_appropriation_summary = {{ table_id }} · ' || subject_code as scope,
        cast(null as varchar) as relation, cast(null as varchar) as severity, cast(null as varchar) as obstacle,
        'A form of that year has no line for this class. 当年有的表样没有该类的行。' as excuse,
        cast(null as varchar) as cause
    from {{ ref('int_absent_line') }}
    where table_id = '{{ table_id }}'
)
{%- endmacro %}

{#- The CTE `statements` of amounts of the year before that stated changes imply, against those published the year
    before: of the classes and items, or of everything else. -#}
{% macro implied_and_published(of_classes) -%}
documents as (
    select * from {{ ref('int_current_document') }}
),

pairs as (
    select * from {{ ref('int_prior_document') }}
),

changes as (
    select * from {{ ref('int_stated_change') }}
    where not is_reason and is_of_year_before and table_id is not null and prior_amount is not null
),

figures as (
    select *, coalesce(subject_code, line_id, '') as node from {{ ref('int_figure') }}
),

table_states as (
    select * from {{ ref('int_table_state') }}
),

-- A change that contradicts its own rate says nothing about the year before.
misstated as (
    {{ misstated_claims('chk_n_08') }}
),

statements as (
    select
        changes.document_id,
        {{ claim_scope('changes') }} as scope,
        coalesce(figures.amount_yuan, 0) as expected,
        changes.prior_amount as observed,
        changes.prior_tolerance + coalesce(figures.half_step_yuan, 0) as tolerance,
        cast(null as varchar) as severity,
        case
            when pairs.prior_document_id is null then 'The accounts of the year before are not here. 没有上年决算。'
            when table_states.state not in ('filled', 'blank')
                then 'The table of the year before was not found or not recognized. 未找到或未识别上年该表。'
            when misstated.claim_no is not null
                then 'The change contradicts its own rate: see N.08. 增减额与其增长率矛盾，见N.08。'
            when abs(changes.stated_amount - changes.current_amount) > changes.prior_tolerance
                then {{ follows('changes.stated_claim_no') }}
        end as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '本年', {{ as_wan('changes.current_amount') }}, '，所印增减', {{ as_wan('changes.amount') }}, '，推算上年数',
                {{ as_wan('changes.prior_amount') }}, '，上年公开', {{ as_wan('coalesce(figures.amount_yuan, 0)') }},
                '。The change implies ', {{ as_wan('changes.prior_amount') }}, ' the year before; published were ',
                {{ as_wan('coalesce(figures.amount_yuan, 0)') }}, '.'
            )
        ) as cause,
        [
            {{ joined_claim('changes') }}, {{ claimed_figure('changes', 'topic') }},
            if(figures.amount_yuan is null, null, {{ joined_figure('figures') }})
        ] as evidence
    from changes
    inner join pairs on changes.document_id = pairs.document_id
    left join table_states
        on pairs.prior_document_id = table_states.document_id and changes.table_id = table_states.table_id
    left join figures
        on
            pairs.prior_document_id = figures.document_id
            and changes.table_id = figures.table_id
            and coalesce(changes.side, '') = coalesce(figures.side, '')
            and coalesce(changes.node, '') = figures.node
            and changes.topic_measure = figures.measure
    left join misstated
        on
            changes.document_id = misstated.document_id
            and changes.claim_no = misstated.claim_no
    where {{ 'not ' if not of_classes }}regexp_matches(coalesce(changes.node, ''), '\d{3}')
)
{%- endmacro %}

{#- The CTE `offences` of table headings whose `column` is not the document's; `differs` compares printed_text with
    own_text. -#}
{% macro headings_that_differ(column, differs) -%}
headings as (
    select
        tables.document_id, tables.table_id, tables.first_page,
        cast(tables.{{ column }} as varchar) as printed_text, cast(documents.{{ column }} as varchar) as own_text
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ source('raw', 'document') }} as documents on tables.document_id = documents.document_id
    where tables.table_id is not null
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, printed_text) as scope,
        format(
            'The heading of the table says {}, the document is of {}. 表头为{}，文档为{}。',
            printed_text, any_value(own_text), printed_text, any_value(own_text)
        ) as explanation,
        printed_text,
        min(first_page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from headings
    where
        {{ differs }}
    group by document_id, table_id, printed_text
)
{%- endmacro %}

{#- The CTEs `alone` (for `unless`: accounts without those of any member unit) and `complete` (departments all of whose
    units are here). -#}
{% macro departments_and_units() -%}
alone as (
    select documents.document_id, 'No accounts of member units are here. 没有所属单位的决算。' as reason
    from {{ ref('int_current_document') }} as documents
    where documents.document_id not in (select pairs.document_id from {{ ref('int_member_document') }} as pairs)
),

-- Whether all units are here: then they add up to the department's expenditure from fiscal appropriation.
complete as (
    select departments.document_id
    from {{ ref('int_figure') }} as departments
    inner join {{ ref('int_member_document') }} as pairs on departments.document_id = pairs.document_id
    inner join {{ ref('int_figure') }} as members
        on
            pairs.member_document_id = members.document_id
            and departments.table_id = members.table_id
            and departments.line_id = members.line_id
            and departments.measure = members.measure
    where
        departments.table_id = 'fiscal_appropriation_summary'
        and departments.line_id = 'expenditure.current_total' and departments.measure = 'total'
    group by departments.document_id, departments.amount_yuan
    having abs(sum(members.amount_yuan) - departments.amount_yuan) <= 50 * (count(*) + 1)
)
{%- endmacro %}
