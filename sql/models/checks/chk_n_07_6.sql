{%- set check = {
    "check_id": "N.07.6",
    "title_zh": "“三公”经费有支出的有团组、批次、人次，没有支出的应说明",
    "title_en": "Where money was spent on travel abroad, reception or new vehicles, some were counted; where none was, the count is nothing or explained",
    "severity": "info",
    "tolerance": "0: both are nothing or neither is",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

kinds (measure, words) as (
    values
    ('final_overseas', '出国'),
    ('final_reception', '接待'),
    ('final_vehicle_purchase', '购置')
),

tables_unread as (
    select document_id
    from {{ ref('int_table_state') }}
    where table_id = 'three_public_expenses' and (state not in ('filled', 'blank') or unread_row_count > 0)
),

-- A plan or a count of the year before is no count of this year.
claims as (
    select *
    from {{ ref('int_claim') }}
    where
        section_kind = 'three_public' and comparison = 'count' and unit_family = 'count' and not is_reason
        and published_unit in ('个', '批次', '批', '人次', '人', '辆')
        and not regexp_matches(words_before_zh, '预算|拟|计划安排|上年|去年|增加|减少|多于|少于')
),

spent as (
    select
        document_id, measure, amount_yuan, table_id, side, subject_code, line_id, label_zh, published_text,
        figure_no, page, x0, y0, x1, y1
    from {{ ref('int_figure') }}
    where table_id = 'three_public_expenses'
),

-- The largest count of a kind and unit: of several kinds of reception one may well be nothing.
counts as (
    select claims.*, kinds.measure as money
    from claims
    inner join kinds
        on
            contains(claims.subject || claims.words_before_zh, kinds.words)
            and (kinds.words = '购置') = (claims.published_unit = '辆')
    where not contains(claims.subject || claims.words_before_zh, '保有量')
    qualify
        row_number() over (
            partition by claims.document_id, kinds.measure, claims.published_unit
            order by claims.amount desc, claims.claim_no asc
        ) = 1
),

-- An expense that the table does not print is nothing.
statements as (
    select
        counts.document_id,
        concat_ws(' · ', {{ claim_scope('counts') }}, counts.published_unit) as scope,
        if(coalesce(spent.amount_yuan, 0) <> 0, 1, 0) as expected,
        if(counts.amount <> 0, 1, 0) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        if(
            tables_unread.document_id is null, null,
            'Not found or not wholly read in the document: three_public_expenses. “三公”经费表未找到或未读全。'
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '印', counts.published_text, counts.published_unit, '，而“三公”经费表该项支出为',
                coalesce(spent.published_text, '0'), '，请核对或说明。', counts.published_text,
                ' are counted, and the table prints ', coalesce(spent.published_text, '0'), '.'
            )
        ) as cause,
        [{{ joined_claim('counts') }}, if(spent.document_id is null, null, {{ joined_figure('spent') }})] as evidence
    from counts
    left join tables_unread on counts.document_id = tables_unread.document_id
    left join spent on counts.document_id = spent.document_id and counts.money = spent.measure
)

{{ grade_statements(check) }}
