-- Claims of current documents in one unit (yuan, percent or a count), with what the section around them tells: how
-- exact they are printed, of what kind it is, the words by which they are bound to a table. A table of its own, because
-- int_claim looks at it from several sides.
with

documents as (
    select * from {{ ref('int_current_document') }}
),

units_of_measure as (
    select * from {{ source('reference', 'published_units') }}
),

contexts as (
    select * from {{ source('raw', 'claim_context') }}
),

numbered as not materialized (
    select
        claims.*,
        documents.document_no,
        documents.unit_id,
        documents.fiscal_year,
        contexts.passage_no,
        contexts.words_before_zh,
        contexts.words_after_zh,
        contexts.whole_claim_no,
        case
            when claims.published_unit in ('%', '‰', '百分点', '个百分点') then 'percent'
            when units_of_measure.is_money = 'true' then 'money'
            when claims.published_unit in ('分', '倍') then 'score'
            else 'count'
        end as unit_family,
        if(units_of_measure.is_money = 'true', cast(units_of_measure.yuan_factor as decimal(12, 0)), 1) as factor,
        contains(claims.published_text, '.') as has_point,
        length(regexp_extract(claims.published_text, '[.．](\d+)', 1)) as decimals,
        regexp_matches(claims.published_text, '[.．]\d*0$') as keeps_zeros,
        coalesce(regexp_extract(claims.section, '^[^/]*'), '') as top_section
    from {{ source('raw', 'claim') }} as claims
    inner join documents on claims.document_id = documents.document_id
    left join units_of_measure on claims.published_unit = units_of_measure.published_unit
    left join contexts
        on claims.document_id = contexts.document_id and claims.claim_no = contexts.claim_no
),

-- What takes a look at other claims is found on few columns: a window carries all columns that it is given.
placed as (
    select
        document_id,
        claim_no,
        -- A section that drops zeros at the end prints 13733.8 for 13733.80: its numbers have as many decimals as its
        -- longest. A number that the text calls about so much is as exact as it is printed.
        case
            when regexp_matches(words_before_zh, '[约近]$') or regexp_matches(words_after_zh, '^(左右|余)') then decimals
            when published_amount <> 0 and has_point and bool_or(keeps_zeros) over section_units then decimals
            else max(decimals) over section_units
        end as step_decimals,
        min(nullif(statement_kind, 'change_reason')) over (partition by document_id, section) as section_kind,
        row_number() over (
            partition by document_id, page, subject_zh, coalesce(comparison, measure) order by claim_no
        ) as place_no
    from numbered
    window
        section_units as (
            partition by
                document_id, top_section, statement_kind = 'change_reason' or whole_claim_no is not null, published_unit
            rows between unbounded preceding and unbounded following
        )
),

measured as (
    select
        numbered.*,
        placed.step_decimals,
        placed.place_no,
        coalesce(placed.section_kind, numbered.statement_kind) as section_kind
    from numbered
    inner join placed on numbered.document_id = placed.document_id and numbered.claim_no = placed.claim_no
),

claims as (
    select
        * exclude (has_point, decimals, keeps_zeros),
        cast(published_amount * factor as decimal(24, 6)) as amount,
        case
            when unit_family in ('count', 'score') and step_decimals = 0 then cast(0 as decimal(24, 6))
            else cast(0.5 * factor * power(cast(10 as double), -step_decimals) as decimal(24, 6))
        end as half_step,
        regexp_replace(coalesce(subject_zh, ''), '\s', '', 'g') as subject,
        regexp_replace(regexp_replace(coalesce(subject_zh, ''), '\s', '', 'g'), '(支出|决算)+$', '') as subject_stem,
        statement_kind = 'change_reason' or whole_claim_no is not null as is_reason,
        concat_ws(
            '|', section_kind, subject, coalesce(subject_code, ''), measure, coalesce(comparison, ''), unit_family,
            is_reason
        ) as wording
    from measured
)

select * from claims
