{#- What a check needs to be short. A check writes a CTE `terms`, whose rows come from `term`, and ends with `grade`. -#}

{#- The columns of a term. `role` is `total` (what is expected) or `part` (what is observed). -#}
{% macro term(role, scope, sign=1) -%}
    document_id, {{ scope }} as scope, '{{ role }}' as role, {{ sign }} * amount_yuan as amount_yuan, half_step_yuan,
    page, x0, y0, x1, y1
{%- endmacro %}

{#- Rows of a one-sided table: the column `total` against the columns `parts`, for each printed row. -#}
{% macro row_terms(table_id, parts, total='total') -%}
    {%- set scope = "concat_ws(' · ', table_id, side, coalesce(subject_code, line_id), '" ~ total ~ "')" -%}
    select {{ term('total', scope) }} from {{ ref('int_figure') }}
    where table_id = '{{ table_id }}' and measure = '{{ total }}' and (side is null or side = 'expenditure')
    union all
    select {{ term('part', scope) }} from {{ ref('int_figure') }}
    where table_id = '{{ table_id }}' and measure in ('{{ parts | join("', '") }}')
{%- endmacro %}

{#- Columns of a one-sided table: a printed row against the rows one level below it. A row without printed rows below
    it is a leaf and says nothing. -#}
{% macro hierarchy_terms(table_id, top='total') -%}
    {%- set scope = "concat_ws(' · ', table_id, node, measure)" -%}
    {%- set parent_scope = "concat_ws(' · ', table_id, parent_node, measure)" -%}
    select {{ term('total', scope) }} from ({{ nodes(table_id, top) }})
    where (document_id, node) in (select (document_id, parent_node) from ({{ nodes(table_id, top) }}))
    union all
    select {{ term('part', parent_scope) }} from ({{ nodes(table_id, top) }})
    where (document_id, parent_node) in (select (document_id, node) from ({{ nodes(table_id, top) }}))
{%- endmacro %}

{% macro nodes(table_id, top) -%}
    select *, coalesce(subject_code, line_id) as node,
        case length(subject_code)
            when 3 then {{ literal(top) }} when 5 then left(subject_code, 3) when 7 then left(subject_code, 5)
        end as parent_node
    from {{ ref('int_figure') }} where table_id = '{{ table_id }}'
{%- endmacro %}

{#- Grade the CTE `terms` in five states.
    relation: `equal`, or `at_least` (observed may exceed expected).
    tolerance: `envelope` (half a printed step a non-zero part and one for the total) or `none` (printed from one number).
    unless: a CTE (document_id, reason) of documents in which the check cannot be tested. -#}
{% macro grade(check, relation='equal', tolerance='envelope', unless=none) -%}
, readiness as (
    select
        document_id, unit_id, fiscal_year,
        string_agg(table_id, ', ' order by table_id) filter (where state in ('missing', 'unrecognized')) as unread_tables,
        string_agg(table_id, ', ' order by table_id) filter (where unread_row_count > 0) as partly_read_tables,
        bool_and(state = 'blank') as is_blank
    from {{ ref('int_table_state') }}
    where table_id in ('{{ check.tables | join("', '") }}')
    group by document_id, unit_id, fiscal_year
),

scopes as (
    select
        document_id, scope,
        coalesce(sum(amount_yuan) filter (where role = 'total'), 0) as expected,
        coalesce(sum(amount_yuan) filter (where role = 'part'), 0) as observed,
        {% if tolerance == 'none' -%}
        0
        {%- else -%}
        coalesce(sum(half_step_yuan) filter (where role = 'part' and amount_yuan <> 0), 0) + max(half_step_yuan)
        {%- endif %} as tolerance,
        first(
            {'page': page, 'x0': x0, 'y0': y0, 'x1': x1, 'y1': y1} order by role desc, page, y0, x0
        ) as place
    from terms
    group by document_id, scope
),

compared as (
    select
        readiness.*, scopes.* exclude (document_id),
        {% if relation == 'at_least' -%}
        least(scopes.observed - scopes.expected, 0)
        {%- else -%}
        scopes.observed - scopes.expected
        {%- endif %} as residual,
        {% if unless -%} {{ unless }}.reason {%- else -%} cast(null as varchar) {%- endif %} as obstacle
    from readiness
    {% if unless -%} left join {{ unless }} using (document_id) {%- endif %}
    left join scopes
        on readiness.document_id = scopes.document_id and readiness.unread_tables is null
        {%- if unless %} and {{ unless }}.reason is null {%- endif %}
),

graded as (
    select
        *,
        case
            when unread_tables is not null or obstacle is not null then 'not_testable'
            when scope is null then 'not_applicable'
            when residual = 0 then 'exact'
            when abs(residual) <= tolerance then 'rounding'
            when partly_read_tables is not null then 'not_testable'
            else 'fail'
        end as state
    from compared
)

select
    {{ literal(check.check_id) }} as check_id,
    {{ literal(check.severity) }} as severity,
    document_id,
    unit_id,
    fiscal_year,
    coalesce(scope, 'document') as scope,
    cast(expected as decimal(20, 2)) as expected,
    cast(observed as decimal(20, 2)) as observed,
    cast(residual as decimal(20, 2)) as residual,
    cast(tolerance as decimal(20, 2)) as tolerance,
    state,
    case
        when unread_tables is not null
            then 'Not found or not recognized in the document: ' || unread_tables || '. 文档中未找到或未识别该表。'
        when obstacle is not null then obstacle
        when state = 'not_testable'
            then 'Differs, but rows were not understood in ' || partly_read_tables || '. 有差异，但表中有未识别的行。'
        when scope is null and is_blank then 'The table is published empty. 该表公开为空表。'
        when scope is null then 'Nothing is printed that this check concerns. 没有本检查涉及的数。'
        when state = 'rounding' then 'Printed numbers are rounded one by one. 各数独立四舍五入。'
        when state = 'fail' then {{ literal(check.title_en ~ ' does not hold. 不符：' ~ check.title_zh ~ '。') }}
    end as explanation,
    place.page as page,
    place.x0 as x0,
    place.y0 as y0,
    place.x1 as x1,
    place.y1 as y1
from graded
{%- endmacro %}

{#- Grade a guarantee of ours: the CTE `offences` (document_id, scope, explanation, page and box) has a row an offence. -#}
{% macro guarantee(check) -%}
select
    {{ literal(check.check_id) }} as check_id,
    {{ literal(check.severity) }} as severity,
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    coalesce(offences.scope, 'document') as scope,
    cast(0 as decimal(20, 2)) as expected,
    cast(if(offences.document_id is null, 0, 1) as decimal(20, 2)) as observed,
    cast(if(offences.document_id is null, 0, 1) as decimal(20, 2)) as residual,
    cast(0 as decimal(20, 2)) as tolerance,
    if(offences.document_id is null, 'exact', 'fail') as state,
    offences.explanation,
    offences.page,
    offences.x0,
    offences.y0,
    offences.x1,
    offences.y1
from {{ ref('dim_document') }} as documents
left join offences using (document_id)
where documents.is_current or offences.document_id is not null
{%- endmacro %}
