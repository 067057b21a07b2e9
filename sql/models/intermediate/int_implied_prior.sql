-- What the narrative implies for the year before, bound to the table's meaning it speaks of.
select
    cast(null as varchar) as document_id,
    cast(null as varchar) as table_id,
    cast(null as varchar) as line_id,
    cast(null as varchar) as subject_code,
    cast(null as varchar) as measure,
    cast(null as decimal(20, 2)) as amount_yuan
where false
