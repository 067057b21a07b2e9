{%- set check = {
    "check_id": "X.15",
    "title_zh": "基本支出经济分类＝功能分类同一事项（养老、职业年金、医疗、公积金）",
    "title_en": "Economic items of basic expenditure equal the functional codes of the same purpose: pensions, annuities, health, housing fund",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": ["general_public_budget_expenditure", "basic_expenditure"],
} -%}
{%- set scope = "'general_public_budget_expenditure = basic_expenditure · ' || item" -%}
{{ config(meta=check) }}

with

figures as (
    select
        *,
        case
            when subject_code in ('30108', '2080505') then 'pension'
            when subject_code in ('30109', '2080506') then 'annuity'
            when subject_code in ('30111', '2101103') then 'civil_servant_health'
            when subject_code in ('30110', '30112', '2101101', '2101102') then 'health'
            when subject_code in ('30113', '2210201') then 'housing_fund'
            when subject_code in ('30301', '30302', '2080501', '2080502', '2080503') then 'retirement'
        end as item
    from {{ ref('int_figure') }}
    where
        table_id = 'basic_expenditure'
        or table_id = 'general_public_budget_expenditure' and measure = 'basic'
),

-- Where one side prints nothing, the money is booked elsewhere: some places pay the housing fund under 事业运行.
items as (
    select
        document_id, item,
        coalesce(sum(amount_yuan) filter (where table_id = 'basic_expenditure' and subject_code <> '30112'), 0)
            as economic_yuan,
        coalesce(sum(amount_yuan) filter (where subject_code = '30112'), 0) as other_insurance_yuan,
        coalesce(sum(amount_yuan) filter (where table_id <> 'basic_expenditure'), 0) as functional_yuan
    from figures
    where item is not null
    group by document_id, item
    having economic_yuan <> 0 and functional_yuan <> 0
),

-- 其他社会保障缴费 is booked with the health insurance in some places and elsewhere in others.
compared as (
    select
        figures.*,
        coalesce(figures.subject_code <> '30112', true)
        or abs(items.economic_yuan + items.other_insurance_yuan - items.functional_yuan)
        < abs(items.economic_yuan - items.functional_yuan) as is_counted
    from figures
    inner join items using (document_id, item)
),

terms as (
    select {{ term('total', scope) }}
    from compared
    where table_id <> 'basic_expenditure'
    union all
    select {{ term('part', scope) }}
    from compared
    where table_id = 'basic_expenditure' and is_counted
),

remarks as (
    select
        document_id,
        'general_public_budget_expenditure = basic_expenditure · ' || item as scope,
        case item when 'retirement' then 'at_most' else 'equal' end as relation,
        case item when 'health' then 'info' end as severity,
        cast(null as varchar) as obstacle, cast(null as varchar) as excuse, cast(null as varchar) as cause
    from items
)

{{ grade(check, remarks='remarks') }}
