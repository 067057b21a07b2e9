{%- set check = {
    "check_id": "N.20",
    "title_zh": "情况说明的科目名称与决算表及当年分类一致",
    "title_en": "Items are named as in the table, or as the classification of the year names them",
    "severity": "error",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

mentions as (
    select
        *,
        unnest(string_split(subject_zh, '/')) as name_zh,
        unnest(range(1, len(string_split(subject_zh, '/')) + 1)) as step
    from {{ source('raw', 'mention') }}
    where mention_kind = 'item_name' and subject_code is not null
),

steps as (
    select
        * exclude (subject_code),
        left(subject_code, cast(2 * step + 1 as integer)) as subject_code,
        {{ bare_name('name_zh') }} as bare
    from mentions
    where length(subject_code) >= 2 * step + 1
),

-- A name that is given several times is looked at where it stands first.
first_steps as (
    select document_id, subject_code, bare, min(mention_no) as mention_no
    from steps
    group by document_id, subject_code, bare
),

named as (
    select steps.*
    from steps
    semi join first_steps using (document_id, subject_code, bare, mention_no)
),

figures as (
    select * from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and subject_code is not null
),

official as (
    select
        figures.document_id,
        figures.subject_code,
        named.bare,
        bool_or({{ bare_name('subjects.name_zh') }} = named.bare) as is_official
    from figures
    inner join named on figures.document_id = named.document_id and figures.subject_code = named.subject_code
    inner join {{ source('reference', 'functional_subjects') }} as subjects
        on
            figures.subject_code = subjects.subject_code
            and figures.fiscal_year between coalesce(subjects.valid_from_year, 0)
            and coalesce(subjects.valid_to_year, 9999)
    group by figures.document_id, figures.subject_code, named.bare
),

statements as (
    select
        named.document_id,
        concat_ws(' · ', named.subject_code, named.name_zh) as scope,
        1 as expected,
        if(
            named.bare = {{ bare_name('figures.label_zh') }}
            or starts_with({{ bare_name('figures.label_zh') }}, named.bare)
            or coalesce(official.is_official, false), 1, 0
        ) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '情况说明印“', named.name_zh, '”，表中', named.subject_code, '为“', figures.label_zh,
                '”。The text names ', named.subject_code, ' ', named.name_zh, ', the table ', figures.label_zh, '.'
            )
        ) as cause,
        [
            {{ joined_text('named', 'named.name_zh', 'named.name_zh') }},
            {{ joined_figure('figures', 'support') }}
        ] as evidence
    from named
    inner join figures on named.document_id = figures.document_id and named.subject_code = figures.subject_code
    left join official
        on
            named.document_id = official.document_id
            and named.subject_code = official.subject_code
            and named.bare = official.bare
)

{{ grade_statements(check) }}
