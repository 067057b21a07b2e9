{%- set check = {
    "check_id": "N.14.1",
    "title_zh": "自评表：执行数＋结余＝全年预算；执行率＝执行数÷全年预算；资金总额＝各来源之和",
    "title_en": "Forms: executed and balance come to the budget, the ratio is executed over budget, sources come to the total",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

lines as (
    select
        *,
        coalesce(published_full_year_budget, published_original_budget) as budget,
        regexp_matches(coalesce(executed_budget_text, ''), '[.]') as has_point,
        cast(
            0.5 * power(
                cast(10 as double),
                -greatest(
                    length(regexp_extract(coalesce(executed_budget_text, ''), '[.](\d+)', 1)),
                    length(regexp_extract(coalesce(full_year_budget_text, ''), '[.](\d+)', 1)), 2
                )
            ) as decimal(20, 6)
        ) as half_step,
        cast(
            0.5 * power(
                cast(10 as double), -length(regexp_extract(coalesce(execution_ratio_text, ''), '[.](\d+)', 1))
            ) as decimal(20, 6)
        ) as ratio_half_step
    from {{ ref('fct_self_evaluation_fund') }}
    where is_current
),

first_lines as (
    select * from lines
    qualify row_number() over (
        partition by
            document_id, form_no, full_year_budget_text, executed_budget_text, balance_text,
            execution_ratio_text
        order by line_no
    ) = 1
),

balances as (
    select
        *,
        published_executed_budget + published_balance - budget as gap,
        100 * published_executed_budget / nullif(budget, 0) as ratio
    from first_lines
),

sources as (
    select
        document_id, form_no,
        sum(budget) as budget,
        sum(published_executed_budget) as executed,
        count(*) as line_count
    from lines
    where fund_kind is distinct from 'total'
    group by document_id, form_no
),

statements as (
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, line_no, label_zh, 'executed + balance') as scope,
        budget as expected,
        published_executed_budget + published_balance as observed,
        3 * half_step as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '“', label_zh, '”：执行数', executed_budget_text, '＋结余', balance_text, '＝',
                printf('%.3f', cast(published_executed_budget + published_balance as double)),
                '，全年预算',
                full_year_budget_text,
                if(
                    abs(published_execution_ratio - 100 * (budget - published_balance) / nullif(budget, 0))
                    <= ratio_half_step * 2,
                    '；执行率'
                    || execution_ratio_text
                    || '与结余均表明执行数应为'
                    || printf('%.3f', cast(budget - published_balance as double)),
                    ''
                ), '。Executed ', executed_budget_text, ' and balance ', balance_text, ' do not come to the budget of ',
                full_year_budget_text, '.'
            )
        ) as cause,
        [
            {{ joined_text(
                'balances', 'balances.executed_budget_text', 'balances.label_zh', 'balances.published_executed_budget'
            ) }}
        ]
            as evidence
    from balances
    where published_executed_budget is not null and published_balance is not null and budget is not null
    union all
    select
        document_id,
        concat_ws(' · ', 'form ' || form_no, line_no, label_zh, 'ratio') as scope,
        {{ as_rounded('ratio', 'published_execution_ratio', 'ratio_half_step') }} as expected,
        published_execution_ratio as observed,
        ratio_half_step + 100 * half_step * (1 + ratio / 100) / budget as tolerance,
        if(published_execution_ratio = 0 and fund_kind is distinct from 'total', 'info', null) as severity,
        if(
            abs(gap) > 3 * half_step,
            'The line does not add up already. 该行执行数与结余之和已不等于预算。', null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表', form_no, '“', label_zh, '”：执行率印', execution_ratio_text, '，', executed_budget_text, '÷',
                coalesce(full_year_budget_text, original_budget_text), '＝', printf('%.2f%%', cast(ratio as double)),
                if(published_execution_ratio = 0, '（或为系统默认值）', ''), '。The ratio is printed as ', execution_ratio_text,
                ', expected ', printf('%.2f%%', cast(ratio as double)), '.'
            )
        ) as cause,
        [
            {{ joined_text(
                'balances', 'balances.execution_ratio_text', 'balances.label_zh', 'balances.published_execution_ratio'
            ) }}
        ]
            as evidence
    from balances
    where published_execution_ratio is not null and ratio is not null and budget <> 0
    qualify
        published_execution_ratio <> 0 or fund_kind = 'total'
        or row_number() over (
            partition by document_id, published_execution_ratio = 0 and fund_kind is distinct from 'total'
            order by (ratio = 0), form_no, line_no
        ) = 1
    union all
    select
        totals.document_id,
        concat_ws(' · ', 'form ' || totals.form_no, totals.label_zh, summed.amount_kind) as scope,
        summed.total as expected,
        summed.parts as observed,
        totals.half_step * (1 + sources.line_count) as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表',
                totals.form_no,
                '：',
                summed.amount_kind,
                '资金总额',
                printf('%.2f', cast(summed.total as double)),
                '，各来源之和',
                printf('%.2f', cast(summed.parts as double)),
                '。The sources come to ',
                printf('%.2f', cast(summed.parts as double)),
                ', the total is ', printf('%.2f', cast(summed.total as double)), '.'
            )
        ) as cause,
        [{{ joined_text('totals', 'totals.executed_budget_text', 'totals.label_zh') }}] as evidence
    from lines as totals
    inner join sources on totals.document_id = sources.document_id and totals.form_no = sources.form_no
    cross join
        lateral (
            values
            ('全年预算数', totals.budget, sources.budget),
            ('全年执行数', totals.published_executed_budget, sources.executed)
        ) as summed (amount_kind, total, parts)
    where totals.fund_kind = 'total' and summed.total is not null and summed.parts is not null
)

{{ grade_statements(check, about='forms') }}
