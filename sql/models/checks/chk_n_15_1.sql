{%- set check = {
    "check_id": "N.15.1",
    "title_zh": "表头“部门名称／单位名称”与封面“部门决算／单位决算”一致",
    "title_en": "The tables call the publisher a department or a unit as the cover does",
    "severity": "info",
    "tolerance": "0",
    "source": "house rules for the text of disclosures 决算公开文本规范",
    "tables": [],
    "measured_in": "count",
} -%}
{{ config(meta=check) }}

with

documents as (
    select * from {{ ref('dim_document') }} where is_current
),

labels as (
    select * from {{ source('raw', 'mention') }} where mention_kind = 'unit_label'
),

labelled as (
    select distinct document_id from labels
),

untestable as (
    select
        documents.document_id,
        case
            when documents.document_kind not in ('department_final_accounts', 'unit_final_accounts')
                then 'The cover does not say whether a department or a unit. 封面未注明部门或单位。'
            when labelled.document_id is null then 'No label of a name stands above a table. 表头未印名称标签。'
        end as reason
    from documents
    left join labelled on documents.document_id = labelled.document_id
),

offences as (
    select
        labels.document_id,
        'label ' || labels.value as scope,
        concat(
            '封面为', if(documents.document_kind = 'unit_final_accounts', '单位', '部门'), '决算，表头印“', labels.value,
            '名称”。The cover and the tables differ on whether this is a department or a unit.'
        ) as explanation,
        labels.text as printed,
        labels.page, labels.x0, labels.y0, labels.x1, labels.y1
    from labels
    inner join documents on labels.document_id = documents.document_id
    where labels.value <> if(documents.document_kind = 'unit_final_accounts', '单位', '部门')
)

{{ guarantee(check, text='offences.printed', unless='untestable') }}
