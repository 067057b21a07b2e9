-- The fiscal year of China is the calendar year.
select distinct
    fiscal_year,
    make_date(fiscal_year, 1, 1) as start_date,
    make_date(fiscal_year, 12, 31) as end_date
from {{ ref('dim_document') }}
where fiscal_year is not null
