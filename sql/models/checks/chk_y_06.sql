{%- set check = {
    "check_id": "Y.06",
    "title_zh": "重新公开的文档改动了数",
    "title_en": "A document that was published again changed a figure; both versions are kept",
    "severity": "info",
    "tolerance": "0: any change is told",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

latest as (
    select document_id, supersedes_document_id
    from {{ ref('dim_document') }}
    where is_current and supersedes_document_id is not null
),

amounts as (
    select
        latest.document_id,
        amounts.document_id = latest.document_id as is_new,
        amounts.table_id, amounts.side, coalesce(amounts.subject_code, amounts.line_id) as row_key, amounts.measure,
        amounts.published_amount, amounts.published_text, amounts.table_no, amounts.row_order, amounts.page,
        amounts.x0, amounts.y0, amounts.x1, amounts.y1
    from {{ ref('fct_amount') }} as amounts
    inner join latest
        on amounts.document_id in (latest.document_id, latest.supersedes_document_id)
    where
        amounts.subject_code is not null or amounts.line_id is not null or amounts.table_id = 'three_public_expenses'
),

versions as (
    select
        document_id, table_id, side, row_key, measure,
        max(published_amount) filter (where is_new) as new_amount,
        max(published_amount) filter (where not is_new) as old_amount,
        first(published_text order by table_no, row_order) filter (where is_new) as new_text,
        first(published_text order by table_no, row_order) filter (where not is_new) as old_text,
        first(page order by table_no, row_order) filter (where is_new) as page,
        first(x0 order by table_no, row_order) filter (where is_new) as x0,
        first(y0 order by table_no, row_order) filter (where is_new) as y0,
        first(x1 order by table_no, row_order) filter (where is_new) as x1,
        first(y1 order by table_no, row_order) filter (where is_new) as y1
    from amounts
    group by document_id, table_id, side, row_key, measure
),

offences as (
    select
        document_id,
        concat_ws(' · ', table_id, side, row_key, measure) as scope,
        format(
            'Printed {} now and {} in the version before. 现印 {}，前一版印 {}。',
            coalesce(new_text, 'nothing'), coalesce(old_text, 'nothing'),
            coalesce(new_text, '空'), coalesce(old_text, '空')
        ) as explanation,
        new_text,
        page, x0, y0, x1, y1
    from versions
    where coalesce(new_amount, 0) <> coalesce(old_amount, 0)
)

{{ guarantee(check, text='offences.new_text') }}
