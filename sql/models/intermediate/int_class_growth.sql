-- General public budget expenditure by functional class, beside the year before (published, else implied by the
-- narrative). Classes of either year are here; one that was not printed is zero.
with

growth as (
    select * from {{ ref('int_series_growth') }} where detail = 'general_public_budget'
),

classes as (
    select document_id, subject_code, amount_yuan
    from {{ ref('int_figure') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and length(subject_code) = 3
),

implied_classes as (
    select
        document_id, subject_code,
        first(amount_yuan order by amount_claim_no, change_claim_no) as amount_yuan
    from {{ ref('int_implied_prior') }}
    where table_id = 'general_public_budget_expenditure' and measure = 'total' and length(subject_code) = 3
    group by document_id, subject_code
),

prior_classes as (
    select growth.document_id, classes.subject_code, classes.amount_yuan
    from growth
    inner join classes on growth.prior_document_id = classes.document_id
    where growth.basis in ('published', 'renamed')
    union all
    select growth.document_id, implied_classes.subject_code, implied_classes.amount_yuan
    from growth
    inner join implied_classes on growth.document_id = implied_classes.document_id
    where growth.basis = 'narrative'
),

codes as (
    select document_id, subject_code from classes
    union
    select document_id, subject_code from prior_classes
)

select
    codes.document_id,
    codes.subject_code,
    growth.basis,
    growth.null_reason,
    growth.amount_yuan as total_yuan,
    growth.prior_amount_yuan as prior_total_yuan,
    coalesce(classes.amount_yuan, 0) as amount_yuan,
    coalesce(prior_classes.amount_yuan, 0) as prior_amount_yuan
from codes
inner join growth on codes.document_id = growth.document_id
left join classes on codes.document_id = classes.document_id and codes.subject_code = classes.subject_code
left join prior_classes
    on codes.document_id = prior_classes.document_id and codes.subject_code = prior_classes.subject_code
