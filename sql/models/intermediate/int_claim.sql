-- Claims of current documents in one unit (yuan, percent or a count), with the printed amount that each speaks of: the
-- first row of claim_bindings.csv whose kind, words, code, measure and unit fit. `topic_*` is that amount (0 where a
-- table was read and prints none), `base_*` the amount that a share of it is a share of.
with

claims as not materialized (
    select * from {{ ref('int_measured_claim') }}
),

-- Many documents say the same words: each wording is looked up once.
wordings as (
    select distinct wording, section_kind, subject, subject_code, measure, comparison, unit_family, is_reason
    from claims
),

economic_names as (
    select
        regexp_replace(name_zh, '支出$', '') as name_zh,
        min(subject_code) as subject_code
    from {{ source('reference', 'economic_subjects') }}
    where scheme = 'department' and not regexp_matches(subject_code, '^(309|311)')
    group by regexp_replace(name_zh, '支出$', '')
),

bindings as (
    select
        * exclude (statement_kind),
        unnest(string_split(statement_kind, '|')) as statement_kind
    from {{ source('reference', 'claim_bindings') }}
),

bound as (
    select
        claims.wording,
        bindings.binding_no,
        bindings.table_id,
        bindings.side,
        bindings.base_table_id,
        bindings.base_side,
        bindings.base_measure,
        bindings.measure as topic_measure,
        case
            when bindings.line_id = '{code}' then claims.subject_code
            when bindings.line_id = '{economic}' then economic_names.subject_code
            else replace(bindings.line_id, '{code}', coalesce(claims.subject_code, ''))
        end as node,
        bindings.base_line_id as base_node
    from wordings as claims
    inner join bindings
        on
            claims.section_kind = bindings.statement_kind
            and (bindings.subject_pattern is null or regexp_matches(claims.subject, bindings.subject_pattern))
    left join economic_names
        on bindings.code_lengths = 'economic' and regexp_replace(claims.subject, '支出$', '') = economic_names.name_zh
    where
        (
            bindings.code_lengths is null
            or bindings.code_lengths = 'economic' and economic_names.subject_code is not null
            or list_contains(string_split(bindings.code_lengths, '|'), cast(length(claims.subject_code) as varchar))
        )
        and (bindings.in_reasons = 'any' or not claims.is_reason)
        and (
            claims.unit_family in ('percent', bindings.unit_family)
            or claims.comparison is not null and claims.unit_family = 'money' and bindings.unit_family = 'money'
        )
        and (
            claims.comparison is not null and claims.comparison <> 'count'
            or list_contains(string_split(bindings.measure_pattern, '|'), claims.measure)
        )
    qualify row_number() over (partition by claims.wording order by bindings.binding_no) = 1
),

-- Figures are found by the number of their document and a hash of their meaning: both are short, and two meanings of
-- one document do not have one hash.
figures as not materialized (
    select
        figure_no,
        figure_no // 1000000 as document_no,
        hash(table_id, coalesce(side, ''), coalesce(subject_code, line_id, ''), measure) as meaning,
        amount_yuan,
        half_step_yuan
    from {{ ref('int_figure') }}
),

budget_figures as (
    select
        figure_no,
        figure_no // 1000000 as document_no,
        measure,
        amount_yuan,
        half_step_yuan
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses'
),

bound_claims as (
    select
        claims.*,
        bound.binding_no,
        bound.table_id,
        bound.side,
        bound.node,
        bound.topic_measure,
        hash(bound.table_id, coalesce(bound.side, ''), coalesce(bound.node, ''), bound.topic_measure) as topic_meaning,
        hash(bound.base_table_id, coalesce(bound.base_side, ''), coalesce(bound.base_node, ''), bound.base_measure)
            as base_meaning
    from claims
    left join bound on claims.wording = bound.wording
),

table_states as (
    select document_no, table_id, state, unread_row_count from {{ ref('int_table_state') }}
),

-- What the narrative itself states just before as the amount of the same thing.
printed as (
    select distinct figures.document_no, figures.amount_yuan
    from figures
    semi join claims on figures.document_no = claims.document_no and figures.amount_yuan = claims.amount
),

stated as (
    select
        later.document_no,
        later.claim_no,
        first(earlier.amount order by earlier.claim_no desc) as amount,
        first(earlier.claim_no order by earlier.claim_no desc) as stated_claim_no
    from claims as later
    inner join claims as earlier
        on
            later.document_no = earlier.document_no
            and hash(later.section, later.subject_stem) = hash(earlier.section, earlier.subject_stem)
            and later.claim_no > earlier.claim_no
    where
        later.comparison is not null
        and earlier.unit_family = 'money'
        and earlier.comparison is null
        and earlier.measure in ('amount', 'opening_balance', 'closing_balance')
        and later.section is not null
    group by later.document_no, later.claim_no
)

select
    claims.* exclude (
        wording, document_no, topic_meaning, base_meaning, binding_no, table_id, side, node, topic_measure
    ),
    stated.amount as stated_amount,
    stated.stated_claim_no,
    claims.binding_no,
    claims.table_id,
    claims.side,
    claims.node,
    claims.topic_measure,
    table_states.state as table_state,
    table_states.unread_row_count,
    topics.figure_no is not null as is_printed,
    printed.document_no is not null as is_printed_elsewhere,
    case
        when
            table_states.state in ('filled', 'blank')
            and not (topics.figure_no is null and regexp_matches(coalesce(claims.node, ''), '^\d+$'))
            then coalesce(topics.amount_yuan, 0)
    end as topic_amount,
    coalesce(topics.half_step_yuan, 0) as topic_half_step,
    topics.figure_no as topic_figure_no,
    case when table_states.state in ('filled', 'blank') then coalesce(budgets.amount_yuan, 0) end as budget_amount,
    coalesce(budgets.half_step_yuan, 0) as budget_half_step,
    budgets.figure_no as budget_figure_no,
    case
        when claims.topic_measure in ('income', 'opening_balance', 'closing_balance') then null
        else bases.amount_yuan
    end as base_amount,
    coalesce(bases.half_step_yuan, 0) as base_half_step,
    bases.figure_no as base_figure_no
from bound_claims as claims
left join stated on claims.document_no = stated.document_no and claims.claim_no = stated.claim_no
left join table_states on claims.document_no = table_states.document_no and claims.table_id = table_states.table_id
left join printed on claims.document_no = printed.document_no and claims.amount = printed.amount_yuan
left join figures as topics
    on claims.document_no = topics.document_no and claims.topic_meaning = topics.meaning
left join budget_figures as budgets
    on
        claims.table_id = 'three_public_expenses'
        and claims.document_no = budgets.document_no
        and replace(claims.topic_measure, 'final_', 'budget_') = budgets.measure
left join figures as bases
    on claims.document_no = bases.document_no and claims.base_meaning = bases.meaning
