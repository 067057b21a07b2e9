{%- set check = {
    "check_id": "N.13",
    "title_zh": "情况说明的机关运行经费、政府采购、车辆、设备与相关信息统计表一致",
    "title_en": "Running costs, procurement, vehicles and equipment stated are those of the statistics table",
    "severity": "error",
    "tolerance": "half a printed step of each number",
    "source": "reconciliation identities of the final-accounts forms 决算报表勾稽关系",
    "tables": [],
} -%}
{{ config(meta=check) }}

with

statements as (
    {{ stated_amounts(['running_costs', 'procurement', 'assets']) }}
)

{{ grade_statements(check) }}
