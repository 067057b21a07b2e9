{%- set check = {
    "check_id": "S.01",
    "title_zh": "同一张法定表只出现一次",
    "title_en": "Each statutory table stands once in a document",
    "severity": "warn",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

offences as (
    select
        tables.document_id,
        tables.table_id as scope,
        'Printed more than once with content. 同一张表多次出现且均有数。' as explanation,
        min(tables.title_zh) as title_zh,
        max(tables.first_page) as page,
        cast(null as double) as x0, cast(null as double) as y0, cast(null as double) as x1, cast(null as double) as y1
    from {{ source('raw', 'statutory_table') }} as tables
    inner join {{ ref('int_current_document') }} as documents on tables.document_id = documents.document_id
    where tables.table_id is not null and tables.state = 'filled'
    group by tables.document_id, tables.table_id
    having count(*) > 1
),

-- A table that we did not find may be there: that is about us, and no statement on the publisher.
incomplete as (
    select
        document_id,
        'Not found or not recognized in the document: ' || string_agg(table_id, ', ' order by table_id)
        || '. 文档中未找到或未识别该表。' as reason
    from {{ ref('int_table_state') }}
    where state in ('missing', 'unrecognized') and table_id <> 'disclosure_statistics'
    group by document_id
)

{{ guarantee(check, text='offences.title_zh', unless='incomplete') }}
