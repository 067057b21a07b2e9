{%- set check = {
    "check_id": "S.02.1",
    "title_zh": "有款、项的表印出其上级科目",
    "title_en": "A table that prints sections or items prints the codes above them",
    "severity": "info",
    "tolerance": "0",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

nodes as (
    select distinct document_id, table_id, node, parent_node
    from {{ ref('int_hierarchy') }}
    where length(subject_code) in (5, 7) and table_id <> 'basic_expenditure'
),

places as (
    select document_id, table_id, node, page, x0, y0, x1, y1, label_zh
    from {{ ref('int_hierarchy') }}
    qualify row_number() over (partition by document_id, table_id, node order by measure) = 1
),

-- Tables that print items only leave all parents out: that is their form.
levels as (
    select document_id, table_id
    from {{ ref('int_hierarchy') }}
    group by document_id, table_id
    having bool_or(length(subject_code) = 3) and bool_or(length(subject_code) = 5)
),

offences as (
    select
        nodes.document_id,
        concat_ws(' · ', nodes.table_id, nodes.node) as scope,
        'The code above it is not printed. 未印出上级科目。' as explanation,
        places.label_zh, places.page, places.x0, places.y0, places.x1, places.y1
    from nodes
    inner join levels using (document_id, table_id)
    inner join places using (document_id, table_id, node)
    where nodes.parent_node is distinct from left(nodes.node, length(nodes.node) - 2)
)

{{ guarantee(check, text='offences.label_zh') }}
