{#- Whether the last character of an identifier is the one that its first ones demand. -#}

{#- Unified social credit codes (GB 32100): seventeen characters weighted modulo 31. -#}
{% macro is_social_credit_code(code) -%}
    (
        regexp_full_match({{ code }}, '1[0-9A-Y]\d{6}[0-9A-HJ-NP-RTUWXY]{10}')
        and strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr({{ code }}, 18, 1)) - 1 = {{ check_value(
            code, '0123456789ABCDEFGHJKLMNPQRTUWXY', [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], 31
        ) }}
    )
{%- endmacro %}

{#- Organisation codes (GB 11714): eight characters weighted modulo 11; ten is written X. -#}
{% macro is_organisation_code(code) -%}
    (
        regexp_full_match({{ code }}, '[0-9A-Z]{8}[0-9X]')
        and strpos('0123456789X', substr({{ code }}, 9, 1)) - 1 = {{ check_value(
            code, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', [3, 7, 9, 10, 5, 8, 4, 2], 11
        ) }}
    )
{%- endmacro %}

{% macro check_value(code, characters, weights, modulus) -%}
    ({{ modulus }} - (
        {% for weight in weights -%}
            (strpos('{{ characters }}', substr({{ code }}, {{ loop.index }}, 1)) - 1) * {{ weight }}
            {{- ' + ' if not loop.last }}
        {%- endfor %}
    ) % {{ modulus }}) % {{ modulus }}
{%- endmacro %}
