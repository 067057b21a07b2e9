-- Current accounts of a department with the current accounts of its units of the same year (own level and subordinate
-- units, as dim_unit places them).
select departments.document_id, members.document_id as member_document_id
from {{ ref('int_current_document') }} as departments
inner join {{ ref('dim_unit') }} as units on departments.unit_id = units.parent_unit_id
inner join {{ ref('int_current_document') }} as members
    on units.unit_id = members.unit_id and departments.fiscal_year = members.fiscal_year
