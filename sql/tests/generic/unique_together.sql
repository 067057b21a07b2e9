{#- No two rows agree in all the columns; nulls count as equal. Keys are long and none is expected twice: their hashes
    say first where to look. -#}
{% test unique_together(model, columns) %}
with

suspects as (
    select hash({{ columns | join(', ') }}) as suspect
    from {{ model }}
    group by suspect
    having count(*) > 1
)

select {{ columns | join(', ') }}, count(*) as row_count
from {{ model }}
where hash({{ columns | join(', ') }}) in (select suspects.suspect from suspects)
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
