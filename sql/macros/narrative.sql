{#- What a check of statements needs to be short: a number of the narrative against what it should be. A check writes a
    CTE `statements`, a row a comparison, and ends with `grade_statements`. -#}

{#- An amount of a table or a claim as evidence, by its number: what it says is looked up where somebody will look at it
    (int_difference_evidence, fct_check_evidence). -#}
{% macro numbered_evidence(role, origin, document_id, number, amount, sign=1) -%}
    cast({
        'role': '{{ role }}', 'origin': '{{ origin }}', 'document_id': {{ document_id }}, 'number': {{ number }},
        'sign': {{ sign }}, 'amount': {{ amount }}, 'label_zh': null, 'published_text': null, 'page': null,
        'x0': null, 'y0': null, 'x1': null, 'y1': null
    } as {{ evidence_type() }})
{%- endmacro %}

{#- A joined row of int_figure as evidence; `alias` is its name in the query. -#}
{% macro joined_figure(alias, role='total') -%}
    {{ numbered_evidence(
        role, 'amount', alias ~ '.document_id', alias ~ '.figure_no % 1000000', alias ~ '.amount_yuan'
    ) }}
{%- endmacro %}

{#- The amount that a row of int_claim speaks of as evidence: its `topic`, its `base` or its `budget`. -#}
{% macro claimed_figure(alias, kind) -%}
    {%- set figure_no = alias ~ '.' ~ kind ~ '_figure_no' -%}
    if(
        {{ figure_no }} is null, null,
        {{ numbered_evidence(
            'total', 'amount', alias ~ '.document_id', figure_no ~ ' % 1000000', alias ~ '.' ~ kind ~ '_amount'
        ) }}
    )
{%- endmacro %}

{#- A row of int_claim as evidence; the judged statement comes first in the list, with the role `part`. -#}
{% macro joined_claim(alias, role='part', sign=1) -%}
    {{ numbered_evidence(role, 'claim', alias ~ '.document_id', alias ~ '.claim_no', alias ~ '.amount', sign) }}
{%- endmacro %}

{#- Several claims as evidence: gathered in the order of the text, and spelled out. -#}
{% macro claim_numbers(alias) -%}
    list_sort(list({'claim_no': {{ alias }}.claim_no, 'amount': {{ alias }}.amount}))
{%- endmacro %}
{% macro numbered_claims(numbers, document_id) -%}
    list_transform(
        {{ numbers }},
        lambda item: {{ numbered_evidence('part', 'claim', document_id, 'item.claim_no', 'item.amount') }}
    )
{%- endmacro %}

{#- A row of raw.mention or of a form as evidence. -#}
{% macro joined_text(alias, text, label='null', amount='null', role='part') -%}
    cast({
        'role': '{{ role }}', 'origin': 'other', 'document_id': {{ alias }}.document_id, 'number': null, 'sign': 1,
        'amount': {{ amount }}, 'label_zh': {{ label }}, 'published_text': {{ text }}, 'page': {{ alias }}.page,
        'x0': {{ alias }}.x0, 'y0': {{ alias }}.y0, 'x1': {{ alias }}.x1, 'y1': {{ alias }}.y1
    } as {{ evidence_type() }})
{%- endmacro %}

{#- An amount of yuan as a text in 万元, a percentage as a text. -#}
{% macro as_wan(amount) -%} printf('%.2f万元', cast({{ amount }} as double) / 10000) {%- endmacro %}
{% macro as_percent(amount) -%} printf('%.2f%%', cast({{ amount }} as double)) {%- endmacro %}

{#- Where a statement stands: its page and subject, how it is compared, and which of several such it is. -#}
{% macro claim_scope(alias) -%}
    concat_ws(
        ' · ', 'p' || {{ alias }}.page, {{ alias }}.subject_zh, coalesce({{ alias }}.comparison, {{ alias }}.measure),
        nullif({{ alias }}.place_no, 1)
    )
{%- endmacro %}

{#- Grade the CTE `statements`: document_id, scope, expected, observed, tolerance (in what the check is measured in),
    severity (null: the check's), obstacle (why it cannot be tested), excuse (what makes a difference lawful),
    cause (what a difference comes to, in Chinese and English), evidence (a list, the judged statement first).
    A residual inside the tolerance is rounding; `relation` is `equal`, `at_most` or `at_least`.
    about: the noun for documents of which nothing is read, `narrative` or `forms`; with `forms` a document without
    any says nothing, and is no failure of ours. -#}
{% macro grade_statements(check, relation='equal', about='narrative') -%}
, placed_statements as (
    select *, scope as stated_scope, hash(document_id, scope) as place from statements
),

-- Hardly any two statements of a document stand in one place: only those are put into order and numbered.
repeated_places as (
    select place from placed_statements group by place having count(*) > 1
),

numbered_statements as (
    select * exclude (place)
    from placed_statements
    anti join repeated_places using (place)
    union all
    select * exclude (place) replace ({{ numbered_scope('document_id', 'scope', 'evidence, expected, observed') }} as scope)
    from placed_statements
    semi join repeated_places using (place)
),

readers as (
    select
        documents.document_id, documents.unit_id, documents.fiscal_year,
        {{ 'documents.has_narrative' if about == 'narrative' else 'true' }} as is_read
    from {{ ref('int_current_document') }} as documents
),

graded_residuals as (
    select
        readers.*, numbered.* exclude (document_id, excuse),
        coalesce(
            numbered.excuse, {{ declared_reason('numbered.stated_scope', 'numbered.observed < numbered.expected') }}
        ) as excuse,
        {% if relation == 'at_most' -%}
        greatest(numbered.observed - numbered.expected, 0)
        {%- elif relation == 'at_least' -%}
        least(numbered.observed - numbered.expected, 0)
        {%- else -%}
        numbered.observed - numbered.expected
        {%- endif %} as residual
    from readers
    left join numbered_statements as numbered on readers.document_id = numbered.document_id
    left join {{ declared_exceptions(check) }} as exceptions on readers.document_id = exceptions.document_id
),

graded_statements as (
    select
        *,
        case
            when scope is null and not is_read then 'not_testable'
            when scope is null then 'not_applicable'
            when obstacle is not null then 'not_testable'
            when residual = 0 then 'exact'
            when abs(residual) <= tolerance then 'rounding'
            when excuse is not null then 'not_applicable'
            else 'fail'
        end as state
    from graded_residuals
)

select
    {{ check_id_of(check) }} as check_id,
    cast(coalesce(severity, {{ literal(check.severity) }}) as {{ severity_type() }}) as severity,
    document_id,
    unit_id,
    fiscal_year,
    coalesce(scope, 'document') as scope,
    cast({{ literal(relation) }} as {{ relation_type() }}) as relation,
    cast({{ literal(check.measured_in or 'yuan') }} as {{ measured_in_type() }}) as measured_in,
    cast(expected as decimal(20, 4)) as expected,
    cast(observed as decimal(20, 4)) as observed,
    cast(residual as decimal(20, 4)) as residual,
    cast(tolerance as decimal(20, 4)) as tolerance,
    cast(state as {{ state_type() }}) as state,
    case
        when scope is null and not is_read
            then 'No narrative was read in the document. 文档中未读到情况说明。'
        when scope is null then 'Nothing is stated that this check concerns. 没有本检查涉及的表述。'
        when obstacle is not null then obstacle
        when state = 'rounding' then 'Printed numbers are rounded one by one. 各数独立四舍五入。'
        when state = 'not_applicable' then excuse
        when state = 'fail'
            then coalesce(cause, {{ literal(check.title_en ~ ' does not hold. 不符：' ~ check.title_zh ~ '。') }})
    end as explanation,
    cast(evidence as {{ evidence_type() }}[]) as evidence
from graded_statements
{%- endmacro %}

{#- The CTE `statements` of plain amounts and counts: each is the printed amount that it speaks of. `kinds` are kinds
    of sections; numbers below steps of a table that was not found are left to other checks. -#}
{% macro stated_amounts(kinds) -%}
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        if(claims.comparison = 'budget', claims.budget_amount, claims.topic_amount) as expected,
        claims.amount as observed,
        {{ statement_tolerance() }} as tolerance,
        cast(null as varchar) as severity,
        case
            when claims.topic_amount is null
                then 'The table does not print this item. 表中没有印出该项（' || claims.node || '）。'
            when claims.unread_row_count > 0 and not claims.is_printed
                then 'The table has rows that were not understood. 表中有未识别的行。'
            when numbers.number > 1
                then 'The same difference is reported where the number stands first. 同一差异已在首处列出。'
        end as obstacle,
        cast(null as varchar) as excuse,
        if(expected = observed, null, {{ amount_cause('claims') }}) as cause,
        [
            {{ joined_claim('claims') }},
            if(claims.comparison = 'budget', {{ claimed_figure('claims', 'budget') }}, {{ claimed_figure('claims', 'topic') }})
        ] as evidence
    from {{ ref('int_claim') }} as claims
    -- The statements that differ, each numbered among those that state the same amount for the same thing.
    left join (
        select
            claims.document_id, claims.claim_no,
            row_number() over (
                partition by
                    claims.document_id, claims.table_id, claims.side, claims.node, claims.topic_measure,
                    claims.comparison, claims.amount
                order by claims.claim_no
            ) as number
        from {{ ref('int_claim') }} as claims
        where
            {{ is_stated_amount(kinds) }}
            and claims.amount <> if(claims.comparison = 'budget', claims.budget_amount, claims.topic_amount)
    ) as numbers on claims.document_id = numbers.document_id and claims.claim_no = numbers.claim_no
    where {{ is_stated_amount(kinds) }}
{%- endmacro %}

{#- Whether a row of int_claim states an amount or a count that a table which was read prints. -#}
{% macro is_stated_amount(kinds) -%}
        claims.section_kind in ('{{ kinds | join("', '") }}')
        and claims.table_id is not null
        and claims.table_state in ('filled', 'blank')
        and (
            claims.comparison is null
            and claims.measure in ('amount', 'opening_balance', 'closing_balance')
            or claims.comparison = 'count'
            or claims.comparison = 'budget' and claims.table_id = 'three_public_expenses'
        )
{%- endmacro %}

{#- By how much a stated amount may differ from the printed one: not at all where both have the same steps (they are
    one number), but for a sum of the publisher's that another table prints so; by its own step where it is coarser. -#}
{% macro statement_tolerance() -%}
    case
        when claims.half_step > if(claims.comparison = 'budget', claims.budget_half_step, claims.topic_half_step)
            and if(claims.comparison = 'budget', claims.budget_half_step, claims.topic_half_step) > 0
            then claims.half_step + if(claims.comparison = 'budget', claims.budget_half_step, claims.topic_half_step)
        when claims.is_printed_elsewhere
            then claims.half_step + if(claims.comparison = 'budget', claims.budget_half_step, claims.topic_half_step)
        else 0
    end
{%- endmacro %}

{#- What a difference between a stated and a printed amount comes to. -#}
{% macro amount_cause(alias) -%}
    {%- set printed = "coalesce(" ~ alias ~ ".published_text || " ~ alias ~ ".published_unit, '')" -%}
    {%- set wanted = "if(" ~ alias ~ ".comparison = 'budget', " ~ alias ~ ".budget_amount, " ~ alias ~ ".topic_amount)" -%}
    concat(
        '情况说明印', {{ printed }}, '，表中为',
        if(
            {{ alias }}.unit_family = 'money',
            trim(printf('%.2f', cast({{ wanted }} / {{ alias }}.factor as double))) || {{ alias }}.published_unit,
            printf('%.0f', cast({{ wanted }} as double)) || {{ alias }}.published_unit
        ),
        if(
            {{ alias }}.amount <> 0 and {{ wanted }} <> 0
            and ({{ alias }}.amount = 10000 * {{ wanted }} or 10000 * {{ alias }}.amount = {{ wanted }}),
            '（元与万元混用）', ''
        ),
        '。The narrative prints ', {{ alias }}.published_text, '; the table prints ',
        trim(printf('%.2f', cast({{ wanted }} / {{ alias }}.factor as double))), '.'
    )
{%- endmacro %}

{#- The CTE `statements` of shares: 100 × part ÷ whole, both as the tables print them. Where the last share was set so
    that all come to 100.00, one printed step more is a rounding. -#}
{% macro stated_shares(kinds) -%}
    select
        claims.document_id,
        {{ claim_scope('claims') }} as scope,
        {{ as_rounded('100 * claims.topic_amount / claims.base_amount', 'claims.amount', 'claims.half_step') }} as expected,
        claims.amount as observed,
        claims.half_step
        + 100 * (claims.topic_half_step + claims.base_half_step * abs(claims.topic_amount / claims.base_amount))
        / abs(claims.base_amount)
        + if(
            sum(claims.amount) over (partition by claims.document_id, claims.section, claims.base_amount) = 100,
            2 * claims.half_step, 0
        ) as tolerance,
        cast(null as varchar) as severity,
        if(
            abs(100 * (claims.topic_amount - claims.stated_amount) / claims.base_amount) > claims.half_step
            and abs(100 * claims.stated_amount / claims.base_amount - claims.amount) <= 2 * claims.half_step,
            {{ follows('claims.stated_claim_no') }}, null
        ) as obstacle,
        cast(null as varchar) as excuse,
        if(
            expected = observed, null,
            concat(
                '所印', claims.published_text, '%，按表计算应为',
                {{ as_percent('100 * claims.topic_amount / claims.base_amount') }}, '（',
                {{ as_wan('claims.topic_amount') }}, '÷', {{ as_wan('claims.base_amount') }}, '）。Printed ',
                claims.published_text, '%, the tables give ',
                {{ as_percent('100 * claims.topic_amount / claims.base_amount') }}, '.'
            )
        ) as cause,
        [{{ joined_claim('claims') }}, {{ claimed_figure('claims', 'topic') }}, {{ claimed_figure('claims', 'base') }}] as evidence
    from {{ ref('int_claim') }} as claims
    where
        claims.section_kind in ('{{ kinds | join("', '") }}')
        and claims.comparison = 'share_pct'
        and claims.topic_amount is not null
        and claims.base_amount <> 0
{%- endmacro %}

{#- A subject's name for comparing: without brackets, marks, spaces and the word 支出 at its end. -#}
{% macro bare_name(name) -%}
    regexp_replace(regexp_replace({{ name }}, '[\s（）()“”、，]', '', 'g'), '支出$', '')
{%- endmacro %}

{#- A project's name for comparing: without brackets, marks, spaces and the words around it. -#}
{% macro bare_project(name) -%}
    regexp_replace(
        regexp_replace({{ name }}, '[\s“”"《》]|[（(][^（）()]*[）)]', '', 'g'), '(专项)?(项目)?(经费|资金)?$', ''
    )
{%- endmacro %}

{#- A rate as it should be printed: the printed one where it is a right rounding, else the exact one. -#}
{% macro as_rounded(exact, printed, half_step) -%}
    if(abs({{ exact }} - {{ printed }}) <= {{ half_step }} + 0.0000001, cast({{ printed }} as double), {{ exact }})
{%- endmacro %}

{#- The statements in the failures of a check, by document_id and claim_no. -#}
{% macro misstated_claims(model) -%}
    select distinct document_id, item.number as claim_no
    from (select document_id, unnest(evidence) as item from {{ ref(model) }} where state = 'fail')
    where item.origin = 'claim'
{%- endmacro %}

{#- Why a rate is not judged: it follows from an amount that contradicts the table. -#}
{% macro follows(claim_no) -%}
    concat('It follows from statement ', {{ claim_no }}, ', which differs from the table. 系由与表不符的第', {{ claim_no }}, '项数推得。')
{%- endmacro %}

{#- Whether two amounts of yuan look alike but for one slip: a digit changed, left out or doubled, two swapped, or the
    decimal point moved. -#}
{% macro one_slip(left, right) -%}
    (
        damerau_levenshtein(
            printf('%.2f', cast(abs({{ left }}) as double) / 10000), printf('%.2f', cast(abs({{ right }}) as double) / 10000)
        ) = 1
        or {{ right }} <> 0 and abs({{ left }}) in (10 * abs({{ right }}), 100 * abs({{ right }}))
        or {{ left }} <> 0 and abs({{ right }}) in (10 * abs({{ left }}), 100 * abs({{ left }}))
    )
{%- endmacro %}

{#- Whether a sentence gives a reason for what it says. Plain words are looked for some ten times as fast as a pattern. -#}
{% macro tells_reason(sentence) -%}
    (
        {%- for words in ['原因', '由于', '主要是', '主要系', '主要为'] -%}
        {{ " or " if not loop.first }}contains({{ sentence }}, '{{ words }}')
        {%- endfor -%}
    )
{%- endmacro %}
