{%- set check = {
    "check_id": "N.14.9",
    "title_zh": "所列项目名称的个数与所印个数一致（“等”可不穷举）",
    "title_en": "As many projects are named as are counted, or fewer where the list ends with 等",
    "severity": "warn",
    "tolerance": "0: whole numbers",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

-- “甲”、“乙”（二级项目）和“丙”3个项目: the quoted names right before the number.
counts as (
    select
        *,
        regexp_extract(
            words_before_zh, '((?:“[^“”]+”(?:\([^()]*\))?(?:、|和|及|以及|,|，)?){2,})(等)?$', ['names', 'others']
        ) as listed
    from {{ ref('int_claim') }}
    where
        comparison = 'count' and unit_family = 'count' and published_unit in ('个', '项')
        and regexp_matches(words_after_zh, '^[个项](?:一级|二级)?项目')
),

named as (
    select
        *,
        len(regexp_extract_all(listed.names, '“')) as name_count,
        listed.others = '等' as has_others
    from counts
    where listed.names <> ''
),

statements as (
    select
        document_id,
        {{ claim_scope('named') }} as scope,
        name_count as expected,
        if(has_others and amount > name_count, name_count, amount) as observed,
        0 as tolerance,
        cast(null as varchar) as severity,
        cast(null as varchar) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '印', published_text, published_unit, '，所列名称', name_count, '个。', published_text, ' are counted and ',
                name_count, ' named.'
            )
        ) as cause,
        [{{ joined_claim('named') }}] as evidence
    from named
)

{{ grade_statements(check) }}
