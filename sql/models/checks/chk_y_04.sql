{%- set check = {
    "check_id": "Y.04",
    "title_zh": "情况说明推算的上年各类数＝上年公开数",
    "title_en": "The class amounts before that changes imply are those published the year before",
    "severity": "warn",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

pairs as (
    select * from {{ ref('int_prior_document') }}
),

changes as (
    select * from {{ ref('int_stated_change') }}
    where not is_reason and table_id is not null and prior_amount is not null
),

figures as (
    select *, coalesce(subject_code, line_id, '') as node from {{ ref('int_figure') }}
),

table_states as (
    select * from {{ ref('int_table_state') }}
),

-- A change that contradicts its own rate says nothing about the year before.
misstated as (
    select distinct document_id, unnest(evidence) as item
    from {{ ref('chk_n_08') }}
    where state = 'fail'
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
            when misstated.item is not null
                then 'The change contradicts its own rate: see N.08. 增减额与其增长率矛盾，见N.08。'
            when abs(changes.stated_amount - changes.current_amount) > changes.prior_tolerance
                then {{ follows('changes.stated_claim_no') }}
        end as obstacle,
        cast(null as varchar) as excuse,
        concat(
            '本年', {{ as_wan('changes.current_amount') }}, '，所印增减', {{ as_wan('changes.amount') }}, '，推算上年数',
            {{ as_wan('changes.prior_amount') }}, '，上年公开', {{ as_wan('coalesce(figures.amount_yuan, 0)') }},
            '。The change implies ', {{ as_wan('changes.prior_amount') }}, ' the year before; published were ',
            {{ as_wan('coalesce(figures.amount_yuan, 0)') }}, '.'
        ) as cause,
        [
            {{ joined_claim('changes') }}, changes.topic_evidence,
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
            and changes.page = misstated.item.page
            and changes.y0 = misstated.item.y0
            and changes.x0 = misstated.item.x0
    where regexp_matches(coalesce(changes.node, ''), '\d{3}')
)

{{ grade_statements(check) }}
