-- The three public expenses of each unit and year, budget and final, by item, in yuan.
select
    figures.unit_id,
    units.name_zh,
    figures.fiscal_year,
    items.item,
    cast(
        min(figures.amount_yuan) filter (figures.measure = 'budget_' || items.item) as decimal(20, 2)
    ) as budget_yuan,
    cast(
        min(figures.amount_yuan) filter (figures.measure = 'final_' || items.item) as decimal(20, 2)
    ) as final_yuan,
    {{ evidence_state('max(' ~ evidence_rank('confirmations') ~ ')') }} as evidence_state,
    min(figures.page) as page,
    figures.document_id
from {{ ref('int_figure') }} as figures
left join {{ ref('int_amount_confirmation') }} as confirmations on figures.figure_no = confirmations.figure_no
inner join {{ ref('dim_unit') }} as units on figures.unit_id = units.unit_id
inner join (
    values ('total'), ('overseas'), ('vehicle_total'), ('vehicle_purchase'), ('vehicle_operation'), ('reception')
) as items (item)
    on figures.measure in ('budget_' || items.item, 'final_' || items.item)
where figures.table_id = 'three_public_expenses'
group by figures.unit_id, units.name_zh, figures.fiscal_year, items.item, figures.document_id
