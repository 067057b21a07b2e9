-- What other systems call a unit: budgetary codes as printed in self-evaluation forms (valid in their region and year
-- only), and identifiers from the list of this project (unified social credit codes, index numbers).
with

codes as (
    select * from {{ ref('stg_unit_code') }}
),

units as (
    select * from {{ ref('stg_unit') }}
),

spans as (
    select unit_id, min(fiscal_year) as first_year, max(fiscal_year) as last_year
    from {{ ref('stg_unit_of_document') }}
    group by unit_id
),

listed as (
    select * from {{ source('reference', 'unit_identifiers') }}
)

select
    codes.unit_id,
    'budget_unit_code' as scheme,
    codes.unit_code as identifier,
    units.region_code,
    spans.last_year as valid_from_year,
    spans.last_year as valid_to_year,
    'printed in a self-evaluation form 绩效自评表' as source
from codes
inner join units on codes.unit_id = units.unit_id
inner join spans on codes.unit_id = spans.unit_id
union all
select
    units.unit_id,
    listed.scheme,
    listed.value as identifier,
    listed.region_code,
    listed.valid_from_year,
    listed.valid_to_year,
    listed.source
from listed
inner join units
    on listed.name_zh = units.unit_key_zh and listed.region_code is not distinct from units.region_code
