{#- How sure an amount is, told from the identities it stands in (int_amount_confirmation). -#}

{#- A number that orders the states: the worst of several is the greatest. Nothing that confirms an amount is worse than a
    rounding difference, because not tested is not passed. -#}
{% macro evidence_rank(confirmations) -%}
    case
        when {{ confirmations }}.contradicting_count > 0 then 3
        when {{ confirmations }}.confirming_count > 0 then 0
        when {{ confirmations }}.rounding_count > 0 then 1
        else 2
    end
{%- endmacro %}

{#- The state of a rank; null where there is no amount. -#}
{% macro evidence_state(rank) -%}
    cast(['exact', 'rounding', 'not_testable', 'fail'][{{ rank }} + 1] as {{ state_type() }})
{%- endmacro %}
