{%- set check = {
    "check_id": "X.21",
    "title_zh": "同一张表重复印出的同一数应相等",
    "title_en": "A figure that one table prints more than once is the same each time",
    "severity": "warn",
    "tolerance": "0: both are printed from one number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

terms as (
    select
        document_id, concat_ws(' · ', table_id, side, coalesce(subject_code, line_id), measure) as scope,
        unnest(['total', 'part']) as role,
        unnest([lowest_amount, highest_amount]) as amount_yuan,
        half_step_yuan,
        unnest([figure_no, null]) as figure_no, 1 as sign
    from {{ ref('int_figure') }}
    where print_count > 1
)

{{ grade(check, tolerance='none') }}
