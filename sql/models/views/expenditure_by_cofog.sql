-- General public budget expenditure by COFOG division over all units of a region and year that may be added up, with
-- the shares of the money whose mapping has low confidence, and of the money that identities confirm.
select
    additive.region_code,
    expenditure.fiscal_year,
    expenditure.cofog_division,
    cast(sum(expenditure.amount_yuan) as decimal(20, 2)) as amount_yuan,
    cast(
        sum(if(expenditure.cofog_confidence in ('low', 'none'), expenditure.amount_yuan, 0))
        / nullif(sum(expenditure.amount_yuan), 0) as decimal(9, 6)
    ) as low_confidence_ratio,
    cast(
        sum(if({{ evidence_rank('confirmations') }} < 2, expenditure.amount_yuan, 0))
        / nullif(sum(expenditure.amount_yuan), 0) as decimal(9, 6)
    ) as confirmed_ratio,
    cast(count(distinct expenditure.unit_id) as integer) as unit_count
from {{ ref('int_cofog_expenditure') }} as expenditure
inner join {{ ref('int_additive_document') }} as additive on expenditure.document_id = additive.document_id
left join {{ ref('int_amount_confirmation') }} as confirmations on expenditure.figure_no = confirmations.figure_no
group by additive.region_code, expenditure.fiscal_year, expenditure.cofog_division
