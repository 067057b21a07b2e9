{%- set indicator = {
    "indicator_id": "F6",
    "title_zh": "自评区分度不足",
    "title_en": "Self-evaluations without distinction",
    "unit": "ratio",
    "grain": "unit, year",
    "formula": "self-evaluation forms graded best / forms with a grade",
    "meaning": "1 where every project is excellent: a weak evaluation. 全部为“优”说明评价缺乏区分度。",
    "source": "definition of this project 本项目定义",
    "tables": [],
    "checks": ["N.14"],
    "has_reason": true,
} -%}
{{ config(meta=indicator) }}

with

documents as (
    select * from {{ ref('int_current_document') }}
),

forms as (
    select
        document_id,
        count(*) filter (where grade like '优%' or total_score = 100) as best_count,
        count(*) filter (where grade is not null or total_score is not null) as graded_count
    from {{ ref('fct_self_evaluation') }}
    where is_current
    group by document_id
),

inputs as (
    select
        documents.document_id,
        'total' as detail,
        forms.best_count as numerator,
        forms.graded_count as denominator,
        if(forms.document_id is null, 'not_disclosed', null) as null_reason
    from documents
    left join forms on documents.document_id = forms.document_id
)

{{ ratio(indicator) }}
