-- One row a document: its own words, with the unit's name without spaces and with half-width brackets.
with

documents as (
    select * from {{ source('raw', 'document') }}
),

named as (
    select
        *,
        replace(replace(regexp_replace(unit_name_zh, '\s', '', 'g'), '（', '('), '）', ')') as plain_unit_name_zh
    from documents
)

select
    document_id,
    media_type,
    byte_count,
    page_count,
    title_zh,
    unit_name_zh,
    nullif(regexp_replace(plain_unit_name_zh, '\(?本级\)?$', ''), '') as unit_key_zh,
    fiscal_year,
    document_kind,
    case document_kind
        when 'department_final_accounts' then 'department'
        when 'unit_final_accounts' then 'unit'
        when 'own_level_final_accounts' then 'own_level'
        else 'unknown'
    end as printed_level,
    document_kind in (
        'department_final_accounts', 'unit_final_accounts', 'own_level_final_accounts', 'final_accounts'
    ) as is_final_accounts,
    state,
    reason_class,
    reason,
    pipeline_version
from named
