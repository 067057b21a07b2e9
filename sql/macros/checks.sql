{#- What a check needs to be short. A check writes a CTE `terms` and ends with `grade`.

    `terms` has a row a number that enters a comparison, with these columns (the macro `term` writes them, so a check
    rarely spells them out):

    document_id     the document that is judged
    scope           what is compared inside it; all terms of one scope are one comparison
    role            `total` (what is expected), `part` (what is observed) or `support` (evidence that is not added up)
    amount_yuan     what the term adds, its sign applied; in yuan, or in the unit the check's header names
                    (`measured_in`: yuan, percent or count)
    half_step_yuan  half a printed step of it, 0 where it is exact
    tolerance_yuan  only with `grade(tolerance='terms')`: the tolerance of the scope, on any of its terms
    figure_no       the row of int_figure it is, null where it is none
    sign            1 or -1: how it enters

    Names of a check's own CTEs may be any that do not begin with `checked_`. Optional CTEs: `unless` (document_id,
    reason) and `remarks`, both explained at `grade`. -#}

{#- One printed number, as evidence. `sign` is how it enters, `amount` how it is printed (yuan, percent or a count);
    `number` finds it again: amount_no or claim_no, null for other texts. -#}
{% macro evidence_type() -%}
    struct(
        role {{ role_type() }}, origin {{ origin_type() }}, document_id varchar, number integer, sign integer,
        amount decimal(24, 6), label_zh varchar, published_text varchar, page integer,
        x0 double, y0 double, x1 double, y1 double
    )
{%- endmacro %}

{#- The words that a comparison is described by. As enumerations they are one byte each: written out, the five of them
    would take as long as everything else of fct_check. They are in alphabetical order, as texts would be. -#}
{% macro state_type() -%} enum('exact', 'fail', 'not_applicable', 'not_testable', 'rounding') {%- endmacro %}
{% macro severity_type() -%} enum('blocking', 'error', 'info', 'warn') {%- endmacro %}
{% macro relation_type() -%} enum('at_least', 'at_most', 'equal', 'only_sign') {%- endmacro %}
{% macro measured_in_type() -%} enum('count', 'percent', 'yuan') {%- endmacro %}
{% macro role_type() -%} enum('part', 'support', 'total') {%- endmacro %}
{% macro origin_type() -%} enum('amount', 'claim', 'other') {%- endmacro %}
{% macro check_id_of(check) -%} cast({{ literal(check.check_id) }} as enum({{ literal(check.check_id) }})) {%- endmacro %}

{#- A term from a row of int_figure; `role` is `total`, `part` or `support`. -#}
{% macro term(role, scope, sign=1) -%}
    document_id, {{ scope }} as scope, '{{ role }}' as role, {{ sign }} * amount_yuan as amount_yuan, half_step_yuan,
    figure_no, {{ sign }} as sign
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

{#- Rows of a form with income and balances: the closing balance against opening, income and expenditure. `relation` is
    a CTE of one table's figures with `has_balances`. -#}
{% macro balance_terms(relation) -%}
    {%- set scope = "concat_ws(' · ', table_id, coalesce(subject_code, line_id), 'closing_balance')" -%}
    select {{ term('total', scope) }} from {{ relation }} where has_balances and measure = 'closing_balance'
    union all
    select {{ term('part', scope) }} from {{ relation }}
    where has_balances and measure in ('opening_balance', 'income')
    union all
    select {{ term('part', scope, -1) }} from {{ relation }} where has_balances and measure = 'total'
{%- endmacro %}

{#- Columns of a one-sided table: a printed row against the rows whose nearest printed ancestor it is. A row without
    printed rows below it is a leaf and says nothing. -#}
{% macro hierarchy_terms(table_id) -%}
    {%- set scope = "concat_ws(' · ', table_id, node, measure)" -%}
    {%- set parent_scope = "concat_ws(' · ', table_id, parent_node, measure)" -%}
    select {{ term('total', scope) }} from {{ ref('int_hierarchy') }}
    where table_id = '{{ table_id }}' and is_parent
    union all
    select {{ term('part', parent_scope) }} from {{ ref('int_hierarchy') }}
    where table_id = '{{ table_id }}' and parent_node is not null
{%- endmacro %}

{#- Why a comparison with the year before cannot be made, for `unless`: (document_id, reason), where the tables of this
    year that the check reads are left to `grade`. -#}
{% macro untestable_years(tables) -%}
    select
        years.document_id,
        case
            when years.prior_document_id is null then 'The accounts of the year before are not here. 没有上年决算。'
            else 'Not found or not recognized in the accounts of the year before: ' || years.unread_tables
            || '. 上年决算中未找到或未识别该表。'
        end as reason
    from (
        select
            pairs.document_id, pairs.prior_document_id,
            string_agg(states.table_id, ', ' order by states.table_id)
                filter (where states.state in ('missing', 'unrecognized')) as unread_tables
        from {{ ref('int_prior_document') }} as pairs
        left join {{ ref('int_table_state') }} as states
            on pairs.prior_document_id = states.document_id and states.table_id in ('{{ tables | join("', '") }}')
        group by pairs.document_id, pairs.prior_document_id
    ) as years
    where years.prior_document_id is null or years.unread_tables is not null
{%- endmacro %}

{#- The figures of a relation as last year's figures of the documents that follow: document_id is the later document. -#}
{% macro lent_to_next_year(relation) -%}
    select earlier.* replace (pairs.document_id as document_id)
    from {{ relation }} as earlier
    inner join {{ ref('int_prior_document') }} as pairs on earlier.document_id = pairs.prior_document_id
{%- endmacro %}

{#- What may lie between last year's closing and this year's opening, as a literal for `remarks`. -#}
{% macro opening_differs() -%}
    {{ literal(
        "Opening and last year's closing differ. Corrections of accounts, recovered expenditure, money moved in, out or "
        ~ "paid back, adjustments between units and reorganised units are legal reasons, and have to be explained. "
        ~ "年初数与上年年末数不一致：会计差错更正、收回以前年度支出、归集调入调出或上缴、单位内部调剂、机构改革等应予说明。"
    ) }}
{%- endmacro %}

{#- A figure of a comparison as one whole number, because 20 million amounts enter a hundred million comparisons: in the
    order of these numbers totals come first, then parts, then support, each in the order of the page. -#}
{% macro figure_code(role, figure_no, sign) -%}
    case {{ role }} when 'total' then 1 when 'part' then 2 else 3 end * 10000000000000000
    + {{ figure_no }} * 10 + if({{ sign }} < 0, 0, 1)
{%- endmacro %}

{#- What such a number says. -#}
{% macro coded_role(code) -%}
    case
        when {{ code }} < 20000000000000000 then cast('total' as {{ role_type() }})
        when {{ is_support(code) }} then cast('support' as {{ role_type() }})
        else cast('part' as {{ role_type() }})
    end
{%- endmacro %}
{% macro is_support(code) -%} {{ code }} >= 30000000000000000 {%- endmacro %}
{% macro coded_figure_no(code) -%} {{ code }} % 10000000000000000 // 10 {%- endmacro %}
{% macro coded_sign(code) -%} cast({{ code }} % 10 * 2 - 1 as integer) {%- endmacro %}

{#- Grade the CTE `terms` in five states.
    relation: `equal`, `at_least` (observed may exceed expected), `at_most` (it may stay below), or `only_sign` (both
        are positive, negative or zero together).
    tolerance: `envelope` (half a printed step a non-zero part and one for the total), `none` (printed from one number)
        or `terms` (the terms bring it as tolerance_yuan, in percent checks for instance).
    unless: a CTE (document_id, reason) of documents in which the check cannot be tested.
    remarks: a CTE (document_id, scope, relation, severity, obstacle, excuse, cause), at most one row a scope, any column
        null: another relation or severity; why this scope cannot be tested; a legal exception that makes a failure
        `not_applicable`; what explains a difference, in English and Chinese (it replaces the general explanation, not
        the state). -#}
{% macro grade(check, relation='equal', tolerance='envelope', unless=none, remarks=none) -%}
, checked_documents as (
    select
        document_id, document_no, unit_id, fiscal_year,
        string_agg(table_id, ', ' order by table_id) filter (where state in ('missing', 'unrecognized')) as unread_tables,
        string_agg(table_id, ', ' order by table_id) filter (where unread_row_count > 0) as partly_read_tables,
        bool_and(state = 'blank') as is_blank
    from {{ ref('int_table_state') }}
    {% if check.tables -%}
    where table_id in ('{{ check.tables | join("', '") }}')
    {%- endif %}
    group by document_id, document_no, unit_id, fiscal_year
),

checked_scopes as (
    select
        document_id, scope,
        coalesce(sum(amount_yuan) filter (where role = 'total'), 0) as expected,
        coalesce(sum(amount_yuan) filter (where role = 'part'), 0) as observed,
        {% if tolerance == 'none' -%}
        0
        {%- elif tolerance == 'terms' -%}
        coalesce(max(tolerance_yuan), 0)
        {%- else -%}
        coalesce(sum(half_step_yuan) filter (where role = 'part' and amount_yuan <> 0), 0) + max(half_step_yuan)
        {%- endif %} as tolerance,
        list_sort(list({{ figure_code('role', 'figure_no', 'sign') }}) filter (where figure_no is not null)) as figures,
        min(figure_no) // 1000000 as first_document_no,
        max(figure_no) // 1000000 as last_document_no
    from terms
    group by document_id, scope
),

checked_comparisons as (
    select
        checked_documents.*, checked_scopes.* exclude (document_id),
        {% if remarks -%} coalesce({{ remarks }}.relation, '{{ relation }}') {%- else -%} '{{ relation }}' {%- endif %} as relation,
        {% if unless -%} {{ unless }}.reason {%- else -%} cast(null as varchar) {%- endif %} as document_obstacle,
        {%- for column in ['severity', 'obstacle', 'cause'] %}
        {% if remarks -%} {{ remarks }}.{{ column }} {%- else -%} cast(null as varchar) {%- endif %} as scope_{{ column }},
        {%- endfor %}
        coalesce(
            {% if remarks -%} {{ remarks }}.excuse, {%- endif %}
            {{ declared_reason('checked_scopes.scope', 'checked_scopes.observed < checked_scopes.expected') }}
        ) as scope_excuse
    from checked_documents
    {% if unless -%} left join {{ unless }} using (document_id) {%- endif %}
    left join checked_scopes
        on checked_documents.document_id = checked_scopes.document_id
        {%- if check.tables %} and checked_documents.unread_tables is null {%- endif %}
        {%- if unless %} and {{ unless }}.reason is null {%- endif %}
    {% if remarks -%}
    left join {{ remarks }} on checked_scopes.document_id = {{ remarks }}.document_id and checked_scopes.scope = {{ remarks }}.scope
    {%- endif %}
    left join {{ declared_exceptions(check) }} as exceptions
        on checked_documents.document_id = exceptions.document_id
),

checked_residuals as (
    select
        *,
        case relation
            when 'at_least' then least(observed - expected, 0)
            when 'at_most' then greatest(observed - expected, 0)
            when 'only_sign' then if(sign(observed) = sign(expected), 0, observed - expected)
            else observed - expected
        end as residual
    from checked_comparisons
),

checked_states as (
    select
        *,
        case
            {% if check.tables -%} when unread_tables is not null then 'not_testable' {%- endif %}
            when document_obstacle is not null or scope_obstacle is not null then 'not_testable'
            when scope is null then 'not_applicable'
            when residual = 0 then 'exact'
            when abs(residual) <= tolerance then 'rounding'
            {% if check.tables -%} when partly_read_tables is not null then 'not_testable' {%- endif %}
            when scope_excuse is not null then 'not_applicable'
            else 'fail'
        end as state
    from checked_residuals
)

select
    {{ check_id_of(check) }} as check_id,
    cast(coalesce(scope_severity, {{ literal(check.severity) }}) as {{ severity_type() }}) as severity,
    document_id,
    unit_id,
    fiscal_year,
    coalesce(scope, 'document') as scope,
    cast(relation as {{ relation_type() }}) as relation,
    cast({{ literal(check.measured_in or 'yuan') }} as {{ measured_in_type() }}) as measured_in,
    cast(expected as decimal(20, 4)) as expected,
    cast(observed as decimal(20, 4)) as observed,
    cast(residual as decimal(20, 4)) as residual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    cast(state as {{ state_type() }}) as state,
    case
        {% if check.tables -%}
        when unread_tables is not null
            then 'Not found or not recognized in the document: ' || unread_tables || '. 文档中未找到或未识别该表。'
        {% endif -%}
        when document_obstacle is not null then document_obstacle
        when scope_obstacle is not null then scope_obstacle
        when state = 'not_testable'
            then 'Differs, but rows were not understood in ' || partly_read_tables || '. 有差异，但表中有未识别的行。'
        when scope is null and is_blank then 'The table is published empty. 该表公开为空表。'
        when scope is null then 'Nothing is printed that this check concerns. 没有本检查涉及的数。'
        when state = 'not_applicable' then scope_excuse
        when state in ('rounding', 'fail') and scope_cause is not null then scope_cause
        when state = 'rounding' then 'Printed numbers are rounded one by one. 各数独立四舍五入。'
        when state = 'fail' then {{ literal(check.title_en ~ ' does not hold. 不符：' ~ check.title_zh ~ '。') }}
    end as explanation,
    figures,
    -- Whether amounts of other documents are among them.
    coalesce(first_document_no <> document_no or last_document_no <> document_no, false) as is_spread
from checked_states
{%- endmacro %}

{#- A scope as the key of fct_check: the same words may stand twice on one page, so the second of a name is numbered. -#}
{% macro numbered_scope(document_id, scope, order) -%}
    concat_ws(
        ' · ', coalesce({{ scope }}, 'document'),
        nullif(row_number() over (partition by {{ document_id }}, {{ scope }} order by {{ order }}), 1)
    )
{%- endmacro %}

{#- Grade offences: the CTE `offences` (document_id, scope, explanation, page and box; text, null or what is printed
    there; table_id, null or the table) has a row an offence, and a document without one is exact. For guarantees of
    ours (`blocking`) and for texts that should not stand in a document. `unless` as in `grade`; `severity` is an
    expression over `offences`, null where it is the check's. -#}
{% macro guarantee(check, text='null', unless=none, severity='null') -%}
{%- set is_excusable = check.severity != 'blocking' -%}
, numbered_offences as (
    select
        *,
        {{ numbered_scope('document_id', 'scope', 'page, y0, x0, explanation') }} as offence_scope
    from offences
)

select
    {{ check_id_of(check) }} as check_id,
    cast(coalesce({{ severity }}, {{ literal(check.severity) }}) as {{ severity_type() }}) as severity,
    documents.document_id,
    documents.unit_id,
    documents.fiscal_year,
    coalesce(offences.offence_scope, 'document') as scope,
    cast('equal' as {{ relation_type() }}) as relation,
    cast('count' as {{ measured_in_type() }}) as measured_in,
    cast(0 as decimal(20, 4)) as expected,
    cast(if(offences.document_id is null, 0, 1) as decimal(20, 4)) as observed,
    cast(if(offences.document_id is null, 0, 1) as decimal(20, 4)) as residual,
    cast(0 as decimal(20, 4)) as tolerance,
    cast(
        case
            {% if unless -%} when {{ unless }}.reason is not null then 'not_testable' {%- endif %}
            when offences.document_id is null then 'exact'
            {% if is_excusable -%}
            when {{ declared_reason('offences.scope', 'true') }} is not null then 'not_applicable'
            {%- endif %}
            else 'fail'
        end as {{ state_type() }}
    ) as state,
    coalesce(
        {%- if unless %}{{ unless }}.reason,{% endif %}
        {%- if is_excusable %} if(offences.document_id is null, null, {{ declared_reason('offences.scope', 'true') }}),{% endif %}
        offences.explanation
    ) as explanation,
    cast(
        if(offences.document_id is null, [], [{{ offence_evidence(text) }}]) as {{ evidence_type() }}[]
    ) as evidence
from {{ ref('dim_document') }} as documents
{% if unless -%} left join {{ unless }} on documents.document_id = {{ unless }}.document_id {%- endif %}
left join numbered_offences as offences
    on documents.document_id = offences.document_id
    {%- if unless %} and {{ unless }}.reason is null {%- endif %}
{% if is_excusable -%}
left join {{ declared_exceptions(check) }} as exceptions on documents.document_id = exceptions.document_id
{%- endif %}
where documents.is_current or offences.document_id is not null
{%- endmacro %}

{% macro offence_evidence(text) -%}
    {
        'role': 'total', 'origin': 'other', 'document_id': offences.document_id, 'number': null, 'sign': 1,
        'amount': null, 'label_zh': null, 'published_text': {{ text }}, 'page': offences.page,
        'x0': offences.x0, 'y0': offences.y0, 'x1': offences.x1, 'y1': offences.y1
    }
{%- endmacro %}

{#- A name without what printers vary: white space, brackets, commas, quotes. -#}
{% macro plain_name(text) -%}
    regexp_replace(nfc_normalize({{ text }}), '[\s()（）\[\]［］〔〕、，,“”"‘’·]', '', 'g')
{%- endmacro %}
