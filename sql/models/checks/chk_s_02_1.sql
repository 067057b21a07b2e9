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

-- Tables that print items only leave all parents out: that is their form.
levels as (
    select document_id, table_id
    from {{ ref('int_hierarchy') }}
    group by document_id, table_id
    having bool_or(length(subject_code) = 3) and bool_or(length(subject_code) = 5)
),

orphans as (
    select nodes.document_id, nodes.table_id, nodes.node
    from nodes
    inner join levels using (document_id, table_id)
    where nodes.parent_node is distinct from left(nodes.node, length(nodes.node) - 2)
),

offences as (
    select
        orphans.document_id,
        concat_ws(' · ', orphans.table_id, orphans.node) as scope,
        'The code above it is not printed. 未印出上级科目。' as explanation,
        figures.label_zh, figures.page, figures.x0, figures.y0, figures.x1, figures.y1
    from orphans
    inner join {{ ref('int_figure') }} as figures
        on
            orphans.document_id = figures.document_id
            and orphans.table_id = figures.table_id
            and orphans.node = figures.subject_code
    qualify
        row_number() over (
            partition by orphans.document_id, orphans.table_id, orphans.node order by figures.measure
        ) = 1
)

{{ guarantee(check, text='offences.label_zh') }}
