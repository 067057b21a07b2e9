{#- A text as a literal of SQL. -#}
{% macro literal(text) -%}
    '{{ text | string | replace("'", "''") }}'
{%- endmacro %}

{#- The models of one kind, as names: `kind` is `check` or `indicator`. The list is the folder's content, handed over
    by warehouse.build, because dbt must know at parse time what a union refers to. -#}
{% macro union_models(kind, columns) -%}
    {%- for name in env_var('JUESUAN_' ~ kind | upper ~ '_MODELS').split(',') %}
select * replace ({{ header_of(name, kind ~ '_id') }} as {{ kind }}_id) from (select {{ columns | join(', ') }} from {{ ref(name) }})
        {%- if not loop.last %}
union all
        {%- endif -%}
    {%- endfor %}
{%- endmacro %}

{#- A field of a model's header as a literal: who asks for one check or indicator then reads that one's model alone. -#}
{% macro header_of(name, field) -%}
    {{ literal(graph.nodes['model.' ~ project_name ~ '.' ~ name].config.meta[field] if execute else name) }}
{%- endmacro %}

{#- All checks with all their columns: `figures` is missing where a check compares no amounts of tables. -#}
{% macro union_checks() -%}
    {%- for name in env_var('JUESUAN_CHECK_MODELS').split(',') %}
select * replace ({{ header_of(name, 'check_id') }} as check_id) from {{ ref(name) }}
        {%- if not loop.last %}
union all by name
        {%- endif -%}
    {%- endfor %}
{%- endmacro %}

{#- One row a model of the folder, from the headers (`meta`) of the models themselves. -#}
{% macro catalogue(prefix, fields) -%}
    {%- set rows = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | sort(attribute='name') -%}
            {%- if node.resource_type == 'model' and node.name.startswith(prefix) -%}
                {%- do rows.append(node.config.meta) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for row in rows %}
select
        {%- for field in fields %}
    {{ literal(row[field]) }} as {{ field }}{{ "," if not loop.last }}
        {%- endfor %}
        {%- if not loop.last %}
union all
        {%- endif -%}
    {%- else %}
select
        {%- for field in fields %}
    '' as {{ field }}{{ "," if not loop.last }}
        {%- endfor %}
where false
    {%- endfor %}
{%- endmacro %}
