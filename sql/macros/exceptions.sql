{#- Lawful exceptions that somebody has declared, as the macros that grade comparisons join them. -#}

{#- The declared exceptions of one check (int_check_exception), to be joined as `exceptions` by document. -#}
{% macro declared_exceptions(check) -%}
(select * exclude (check_id) from {{ ref('int_check_exception') }} where check_id = {{ literal(check.check_id) }})
{%- endmacro %}

{#- The declared reason of a difference, with `exceptions` joined; null where there is none. -#}
{% macro declared_reason(scope, is_less) -%}
coalesce(exceptions.scoped[{{ scope }}], if({{ is_less }} or not exceptions.is_below_only, exceptions.reason, null))
{%- endmacro %}
