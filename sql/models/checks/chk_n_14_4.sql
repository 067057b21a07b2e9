{%- set check = {
    "check_id": "N.14.4",
    "title_zh": "自评表文字所述预算、支付、执行率与资金行一致",
    "title_en": "Budget, payment and ratio in the words of a form are those of its funds",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "performance self-evaluation rules for project expenditure 项目支出绩效自评要求",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select
        *,
        try_cast(value as decimal(20, 6)) as budget,
        try_cast(split_part(other_value, '/', 1) as decimal(20, 6)) as executed,
        try_cast(split_part(other_value, '/', 2) as decimal(20, 6)) as ratio
    from {{ source('raw', 'mention') }}
    where mention_kind = 'form_execution'
),

funds as (
    select * from {{ ref('fct_self_evaluation_fund') }} where is_current
),

matched as (
    select
        mentions.*,
        funds.published_full_year_budget as wanted_budget,
        funds.published_executed_budget as wanted_executed
    from mentions
    inner join funds
        on
            mentions.document_id = funds.document_id
            and mentions.subject_code = cast(funds.form_no as varchar)
            and funds.fund_kind = 'total'
),

statements as (
    select
        document_id,
        concat_ws(' · ', 'form ' || subject_code, subject_zh, 'budget in words') as scope,
        wanted_budget as expected,
        budget as observed,
        0.005 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表文字印', value, '万元，资金行全年预算为', printf('%.2f', cast(wanted_budget as double)), '；支付',
                printf('%.2f', cast(executed as double)), '÷执行率', printf('%.2f', cast(ratio as double)), '%＝',
                printf('%.2f', cast(100 * executed / nullif(ratio, 0) as double)), '。The words print ', value,
                ', the funds ', printf('%.2f', cast(wanted_budget as double)), '.'
            )
        ) as cause,
        [{{ joined_text('matched', 'matched.value', 'matched.subject_zh', 'matched.budget') }}] as evidence
    from matched
    where wanted_budget is not null and abs(executed - wanted_executed) <= 0.005
    union all
    select
        document_id,
        concat_ws(' · ', 'form ' || subject_code, subject_zh, 'payment in words') as scope,
        wanted_executed as expected,
        executed as observed,
        0.005 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '自评表文字印支付', printf('%.2f', cast(executed as double)), '万元，资金行执行数为',
                printf('%.2f', cast(wanted_executed as double)), '。The words and the funds differ in what was paid.'
            )
        ) as cause,
        [{{ joined_text('matched', 'matched.text', 'matched.subject_zh', 'matched.executed') }}] as evidence
    from matched
    where wanted_executed is not null and abs(budget - wanted_budget) <= 0.005
)

{{ grade_statements(check, about='forms') }}
