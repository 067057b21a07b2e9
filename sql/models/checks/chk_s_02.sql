{%- set check = {
    "check_id": "S.02",
    "title_zh": "科目名称与编码相符（不得使用他科目或旧版名称）",
    "title_en": "A code is printed with its own name of the year, not with that of another code or of an earlier year",
    "severity": "warn",
    "tolerance": "brackets, commas and white space aside",
    "source": "government revenue and expenditure classification of the year 当年政府收支分类科目",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

amounts as (
    select
        *,
        if(table_id = 'basic_expenditure', 'economic', 'functional') as classification
    from {{ ref('fct_amount') }}
    where is_current and subject_code is not null and fiscal_year is not null
),

-- Many documents print the same names: each is looked up once.
printed as (
    select
        classification, fiscal_year, subject_code, label_zh,
        regexp_replace({{ plain_name('label_zh') }}, '^其中[:：]', '') as plain_label
    from amounts
    group by classification, fiscal_year, subject_code, label_zh
),

names as (
    select
        subject_code, classification, name_zh, {{ plain_name('name_zh') }} as plain_name,
        coalesce(valid_from_year, 0) as valid_from_year, coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('dim_subject') }}
    -- How long the names of older code tables held is not known: they accuse nobody.
    where coalesce(valid_to_year, 9999) >= 2015
),

-- The name of the year, where the classification here has one and it is not the printed one.
misnamed as (
    select printed.*, min(names.name_zh) as right_name_zh
    from printed
    inner join names
        on
            printed.subject_code = names.subject_code
            and printed.classification = names.classification
            and printed.fiscal_year between names.valid_from_year and names.valid_to_year
    group by all
    having not bool_or(names.plain_name = printed.plain_label)
),

-- A name that belongs to nothing we know may be one that our list lacks: only a name of something else is a mistake.
mistaken as (
    select
        misnamed.*,
        first(names.subject_code order by names.subject_code = misnamed.subject_code desc, names.subject_code)
            as other_code
    from misnamed
    inner join names
        on misnamed.plain_label = names.plain_name and misnamed.classification = names.classification
    group by all
),

-- A code that no list holds is a mistake where its printed name is that of a code beside it.
miscoded as (
    select printed.*, min(names.subject_code) as other_code
    from printed
    inner join names
        on
            printed.classification = names.classification
            and printed.plain_label = names.plain_name
            and left(printed.subject_code, -2) = left(names.subject_code, -2)
            and length(printed.subject_code) = length(names.subject_code)
            and printed.fiscal_year between names.valid_from_year and names.valid_to_year
    anti join names as known
        on printed.subject_code = known.subject_code and printed.classification = known.classification
    group by all
),

wrong as (
    select
        classification, fiscal_year, subject_code, label_zh,
        format(
            'No such code; the name is that of {}. 分类中无此编码，所印为{}的名称。', other_code, other_code
        ) as explanation
    from miscoded
    union all
    select
        classification, fiscal_year, subject_code, label_zh,
        if(
            other_code = subject_code,
            format(
                'An earlier name of the code, now {}. 所印为该科目旧名称，现为“{}”。', right_name_zh, right_name_zh
            ),
            format(
                'The name of {}; this code is {}. 所印为{}的名称，该编码应为“{}”。',
                other_code, right_name_zh, other_code, right_name_zh
            )
        ) as explanation
    from mistaken
),

offences as (
    select
        amounts.document_id,
        concat_ws(' · ', amounts.table_id, amounts.subject_code, amounts.label_zh) as scope,
        wrong.explanation,
        amounts.label_zh,
        min(amounts.page) as page,
        min(amounts.x0) as x0,
        min(amounts.y0) as y0,
        max(amounts.x1) as x1,
        max(amounts.y1) as y1
    from amounts
    inner join wrong using (classification, fiscal_year, subject_code, label_zh)
    group by amounts.document_id, amounts.table_id, amounts.subject_code, amounts.label_zh, wrong.explanation
)

{{ guarantee(check, text='offences.label_zh') }}
