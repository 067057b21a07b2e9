-- Claims of current documents in one unit (yuan, percent or a count), with what the section around them tells: how
-- exact they are printed, of what kind it is, the words by which they are bound to a table. A table of its own, because
-- int_claim looks at it from several sides.
-- What takes a look at other claims is told from a few short columns: the number of the document and the hash of a
-- place in it, of which two of one document do not have one.
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

numbered as materialized (
    select
        documents.document_no,
        claims.claim_no,
        claims.statement_kind,
        length(regexp_extract(claims.published_text, '[.．](\d+)', 1)) as decimals,
        regexp_matches(claims.published_text, '[.．]\d*0$') as keeps_zeros,
        contexts.passage_no,
        contexts.words_before_zh,
        contexts.words_after_zh,
        contexts.whole_claim_no,
        claims.statement_kind = 'change_reason' or contexts.whole_claim_no is not null as is_reason,
        hash(claims.section) as section_place,
        hash(
            coalesce(regexp_extract(claims.section, '^[^/]*'), ''),
            claims.statement_kind = 'change_reason' or contexts.whole_claim_no is not null,
            claims.published_unit
        ) as unit_place,
        hash(claims.page, claims.subject_zh, coalesce(claims.comparison, claims.measure)) as place
    from {{ source('raw', 'claim') }} as claims
    inner join documents on claims.document_id = documents.document_id
    left join contexts
        on claims.document_id = contexts.document_id and claims.claim_no = contexts.claim_no
),

section_units as (
    select
        document_no,
        unit_place,
        max(decimals) as decimals,
        bool_or(keeps_zeros) as keeps_zeros
    from numbered
    group by document_no, unit_place
),

sections as (
    select
        document_no,
        section_place,
        min(nullif(statement_kind, 'change_reason')) as section_kind
    from numbered
    group by document_no, section_place
),

repeated_places as (
    select document_no, place
    from numbered
    group by document_no, place
    having count(*) > 1
),

place_numbers as (
    select
        document_no,
        claim_no,
        row_number() over (partition by document_no, place order by claim_no) as place_no
    from numbered
    semi join repeated_places using (document_no, place)
),

placed as (
    select
        numbered.document_no,
        numbered.claim_no,
        numbered.decimals,
        numbered.is_reason,
        numbered.passage_no,
        numbered.words_before_zh,
        numbered.words_after_zh,
        numbered.whole_claim_no,
        coalesce(place_numbers.place_no, 1) as place_no,
        coalesce(sections.section_kind, numbered.statement_kind) as section_kind,
        section_units.decimals as section_decimals,
        coalesce(section_units.keeps_zeros, false) as keeps_zeros
    from numbered
    left join section_units
        on numbered.document_no = section_units.document_no and numbered.unit_place = section_units.unit_place
    left join sections
        on numbered.document_no = sections.document_no and numbered.section_place = sections.section_place
    left join place_numbers
        on numbered.document_no = place_numbers.document_no and numbered.claim_no = place_numbers.claim_no
),

measured as (
    select
        claims.* exclude (sentence_zh),
        documents.document_no,
        documents.unit_id,
        documents.fiscal_year,
        placed.passage_no,
        placed.words_before_zh,
        placed.words_after_zh,
        placed.whole_claim_no,
        case
            when claims.published_unit in ('%', '‰', '百分点', '个百分点') then 'percent'
            when units_of_measure.is_money = 'true' then 'money'
            when claims.published_unit in ('分', '倍') then 'score'
            else 'count'
        end as unit_family,
        if(units_of_measure.is_money = 'true', cast(units_of_measure.yuan_factor as decimal(12, 0)), 1) as factor,
        placed.is_reason,
        placed.place_no,
        placed.section_kind,
        -- A section that drops zeros at the end prints 13733.8 for 13733.80: its numbers have as many decimals as its
        -- longest. A number that the text calls about so much is as exact as it is printed.
        case
            when
                regexp_matches(placed.words_before_zh, '[约近]$')
                or regexp_matches(placed.words_after_zh, '^(左右|余)')
                then placed.decimals
            when claims.published_amount <> 0 and contains(claims.published_text, '.') and placed.keeps_zeros
                then placed.decimals
            else placed.section_decimals
        end as step_decimals,
        regexp_replace(coalesce(claims.subject_zh, ''), '\s', '', 'g') as subject,
        regexp_replace(regexp_replace(coalesce(claims.subject_zh, ''), '\s', '', 'g'), '(支出|决算)+$', '')
            as subject_stem
    from {{ source('raw', 'claim') }} as claims
    inner join documents on claims.document_id = documents.document_id
    inner join placed on documents.document_no = placed.document_no and claims.claim_no = placed.claim_no
    left join units_of_measure on claims.published_unit = units_of_measure.published_unit
)

select
    * exclude (published_amount, step_decimals),
    cast(published_amount * factor as decimal(24, 6)) as amount,
    case
        when unit_family in ('count', 'score') and step_decimals = 0 then cast(0 as decimal(24, 6))
        else cast(0.5 * factor * power(cast(10 as double), -step_decimals) as decimal(24, 6))
    end as half_step,
    concat_ws(
        '|', section_kind, subject, coalesce(subject_code, ''), measure, coalesce(comparison, ''), unit_family,
        is_reason
    ) as wording
from measured
