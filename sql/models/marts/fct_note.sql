-- What there is to say about a document, one row a cause: comparisons that one printed number explains are one note.
with

checks as (
    select * from {{ ref('int_located_check') }} where cause_id is not null
),

causes as (
    select * from {{ ref('int_cause') }}
),

evidence as (
    select * from {{ ref('int_difference_evidence') }}
),

ranked as (
    select
        causes.*,
        {
            'table_id': evidence.table_id, 'label_zh': evidence.label_zh, 'measure': evidence.measure,
            'published_text': evidence.published_text, 'page': evidence.page,
            'x0': evidence.x0, 'y0': evidence.y0, 'x1': evidence.x1, 'y1': evidence.y1
        } as place,
        checks.severity,
        checks.unit_id,
        checks.fiscal_year,
        checks.measured_in,
        checks.explanation,
        array_position(['blocking', 'error', 'warn', 'info'], checks.severity) as severity_rank
    from causes
    inner join checks
        on
            causes.check_id = checks.check_id
            and causes.document_id = checks.document_id
            and causes.scope = checks.scope
    left join evidence
        on
            causes.check_id = evidence.check_id
            and causes.document_id = evidence.document_id
            and causes.scope = evidence.scope
            and causes.evidence_no = evidence.evidence_no
),

grouped as (
    select
        cause_id,
        document_id,
        any_value(unit_id) as unit_id,
        any_value(fiscal_year) as fiscal_year,
        any_value(state) as state,
        any_value(measured_in) as measured_in,
        -- Rounding is told, it is nobody's error.
        cast(
            if(any_value(state) = 'rounding', 'info', arg_min(severity, severity_rank)) as {{ severity_type() }}
        ) as severity,
        string_agg(distinct check_id, ', ' order by check_id) as check_ids,
        count(*) as comparison_count,
        any_value(printed_amount) as printed_amount,
        any_value(fitting_amount) as fitting_amount,
        arg_min(explanation, (severity_rank, check_id, scope)) as explanation,
        arg_min(place, (severity_rank, check_id, scope)) as place
    from ranked
    group by cause_id, document_id
)

select
    grouped.cause_id,
    grouped.document_id,
    grouped.unit_id,
    grouped.fiscal_year,
    grouped.state,
    grouped.severity,
    grouped.check_ids,
    grouped.comparison_count,
    case
        when grouped.comparison_count = 1 or grouped.printed_amount is null then grouped.explanation
        else format(
            if(
                grouped.state = 'rounding',
                '{} comparisons differ by one rounding: with {} in place of {} ({}) all would be exact. '
                || '{}项勾稽关系的差额源于同一处四舍五入：以{}代替{}（{}）则全部相符。',
                '{} comparisons do not hold; with {} in place of {} ({}) all of them would. '
                || '{}项勾稽关系不符；以{}代替{}（{}）则全部相符。'
            ),
            grouped.comparison_count, cast(cast(grouped.fitting_amount as decimal(24, 2)) as varchar),
            cast(cast(grouped.printed_amount as decimal(24, 2)) as varchar), grouped.measured_in,
            grouped.comparison_count, cast(cast(grouped.fitting_amount as decimal(24, 2)) as varchar),
            cast(cast(grouped.printed_amount as decimal(24, 2)) as varchar),
            case grouped.measured_in when 'yuan' then '元' when 'percent' then '%' else '个' end
        )
    end as explanation,
    grouped.measured_in,
    grouped.printed_amount,
    grouped.fitting_amount,
    grouped.place.table_id,
    grouped.place.label_zh,
    grouped.place.measure,
    grouped.place.published_text,
    grouped.place.page,
    grouped.place.x0,
    grouped.place.y0,
    grouped.place.x1,
    grouped.place.y1
from grouped
