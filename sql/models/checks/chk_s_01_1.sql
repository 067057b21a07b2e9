{%- set check = {
    "check_id": "S.01.1",
    "title_zh": "法定表按规定次序排列（收支总表至基本支出表，其余各表在后，次序不限）",
    "title_en": "The statutory tables stand in their order: the summary to basic expenditure, then the others in any order",
    "severity": "info",
    "tolerance": "0",
    "source": "forms of several provinces: the special tables differ in their order, the six before them do not",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

-- Where a table stands first: some documents print those of their own level once more.
printed as (
    select
        tables.document_id,
        tables.table_id,
        min(tables.table_no) as table_no,
        arg_min(tables.first_page, tables.table_no) as page,
        any_value(forms.name_zh) as name_zh,
        any_value(cast(forms.printed_place as integer)) as printed_place
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ ref('int_current_document') }} as documents on tables.document_id = documents.document_id
    inner join {{ source('reference', 'tables') }} as forms on tables.table_id = forms.table_id
    where tables.state in ('filled', 'blank')
    group by tables.document_id, tables.table_id
),

followed as (
    select
        *,
        min(printed_place) over (
            partition by document_id order by table_no rows between 1 following and unbounded following
        ) as least_after
    from printed
),

offences as (
    select
        document_id,
        'order of tables' as scope,
        format(
            '{}（第{}页）印在应在其前的表之前。{} (page {}) stands before a table that it should follow.',
            name_zh, page, name_zh, page
        ) as explanation,
        name_zh,
        page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from followed
    where printed_place > least_after
    qualify row_number() over (partition by document_id order by table_no) = 1
)

{{ guarantee(check, text='offences.name_zh') }}
