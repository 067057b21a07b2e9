{#- What an indicator needs to be short. It writes a CTE `inputs` (document_id, detail, numerator, denominator) and ends
    with `ratio` or `level`. Two more columns where the header announces them:
    `has_basis`: `basis`, what the value is compared with (published, narrative, a peer group);
    `has_reason`: `null_reason`, why there is no value; the tables of the header are then not asked.
    One more, `has_evidence`: `evidence_state` of the input itself, where that is a value of another indicator. -#}

{#- The sum of the figures of a document that a table prints for one meaning; null where nothing is printed. -#}
{% macro figure(table_id, measure, line_id=none, subject_code=none) -%}
    sum(figures.amount_yuan) filter (
        where figures.table_id = '{{ table_id }}' and figures.measure = '{{ measure }}'
        {%- if line_id %} and figures.line_id = '{{ line_id }}' {%- endif %}
        {%- if subject_code %} and figures.subject_code = '{{ subject_code }}' {%- endif %}
    )
{%- endmacro %}

{#- Every current document with its figures in the tables of the header: group by documents.document_id. -#}
{% macro figures_of_documents(indicator) -%}
    {{ ref('int_current_document') }} as documents
    left join {{ ref('int_figure') }} as figures
        on
            documents.document_id = figures.document_id
            and figures.table_id in ('{{ indicator.tables | join("', '") }}')
{%- endmacro %}

{#- numerator / denominator as a share from 0 to 1 (a growth may leave that range). -#}
{% macro ratio(indicator) -%}
    {{ valued(indicator, "cast(cast(numerator as double) / cast(denominator as double) as decimal(38, 10))", true) }}
{%- endmacro %}

{#- The numerator itself. -#}
{% macro level(indicator) -%}
    {{ valued(indicator, "cast(numerator as decimal(38, 10))", false) }}
{%- endmacro %}

{#- The numerator as a plain number that counts nothing in yuan. -#}
{% macro index(indicator) -%}
    {{ valued(indicator, "cast(numerator as decimal(38, 10))", false) }}
{%- endmacro %}

{#- Growth a year over `year_count` years, a further column of `inputs`. -#}
{% macro compound(indicator) -%}
    {{ valued(
        indicator,
        "cast(pow(greatest(cast(numerator as double), 0) / cast(denominator as double), 1.0 / year_count) - 1"
        ~ " as decimal(38, 10))",
        true, ['year_count']
    ) }}
{%- endmacro %}

{#- The states of some checks by document; a name that no check has does not compile. -#}
{% macro states_of_checks(check_ids) -%}
    {%- for check_id in check_ids %}
    select document_id, state from {{ ref('chk_' ~ check_id | lower | replace('.', '_')) }}
        {{- ' union all' if not loop.last }}
    {%- else %}
    select cast(null as varchar) as document_id, cast(null as varchar) as state where false
    {%- endfor %}
{%- endmacro %}

{% macro valued(indicator, value, has_denominator, further=[]) -%}
, disclosed as (
    select
        document_id,
        bool_and(state in ('filled', 'blank')) as is_disclosed
    from {{ ref('int_table_state') }}
    where table_id in ('{{ indicator.tables | join("', '") }}')
    group by document_id
),

evidence as (
    select
        document_id,
        case max(case state when 'fail' then 4 when 'rounding' then 3 when 'exact' then 2 when 'not_testable' then 1 else 0 end)
            when 4 then 'fail' when 3 then 'rounding' when 2 then 'exact' when 1 then 'not_testable'
            else 'not_applicable'
        end as evidence_state
    from ({{ states_of_checks(indicator.checks) }})
    group by document_id
),

reasoned as (
    {% if indicator.has_reason is defined -%}
    select
        inputs.document_id, inputs.detail, inputs.numerator,
        {{ 'inputs.denominator' if has_denominator else 'cast(null as decimal(20, 2))' }} as denominator,
        {% if has_denominator -%}
        case
            when inputs.null_reason is not null then inputs.null_reason
            when inputs.numerator is null or inputs.denominator is null then 'not_disclosed'
            when inputs.denominator = 0 then 'zero_base'
        end as null_reason
        {%- else -%}
        coalesce(inputs.null_reason, if(inputs.numerator is null, 'not_disclosed', null)) as null_reason
        {%- endif %}
    {%- else -%}
    select
        inputs.document_id, inputs.detail,
        case when disclosed.is_disclosed then coalesce(inputs.numerator, 0) else inputs.numerator end as numerator,
        {% if has_denominator -%}
        case when disclosed.is_disclosed then coalesce(inputs.denominator, 0) else inputs.denominator end
        {%- else -%}
        cast(null as decimal(20, 2))
        {%- endif %} as denominator,
        case
            when not coalesce(disclosed.is_disclosed, false) then 'not_disclosed'
            {% if has_denominator -%}
            when coalesce(inputs.denominator, 0) = 0 then 'zero_base'
            {% endif -%}
        end as null_reason
    {%- endif %},
        {% for column in further %}inputs.{{ column }}, {% endfor -%}
        {% if indicator.has_evidence is defined %}inputs.evidence_state, {% endif -%}
        {{ 'inputs.basis' if indicator.has_basis is defined else 'cast(null as varchar)' }} as basis
    from inputs
    {% if indicator.has_reason is not defined -%}
    left join disclosed on inputs.document_id = disclosed.document_id
    {%- endif %}
)

select
    cast({{ literal(indicator.indicator_id) }} as enum({{ literal(indicator.indicator_id) }})) as indicator_id,
    documents.unit_id,
    documents.fiscal_year,
    reasoned.detail,
    case when reasoned.null_reason is null then {{ value }} end as value,
    cast(reasoned.numerator as decimal(20, 2)) as numerator,
    cast(reasoned.denominator as decimal(20, 2)) as denominator,
    reasoned.null_reason,
    reasoned.basis,
    cast(
        {{ 'reasoned.evidence_state' if indicator.has_evidence is defined
           else "coalesce(evidence.evidence_state, 'not_testable')" }} as {{ state_type() }}
    ) as evidence_state,
    reasoned.document_id
from reasoned
inner join {{ ref('int_current_document') }} as documents on reasoned.document_id = documents.document_id
left join evidence on reasoned.document_id = evidence.document_id
where documents.unit_id is not null and documents.fiscal_year is not null
{%- endmacro %}
