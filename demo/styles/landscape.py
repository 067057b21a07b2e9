"""All landscape: nine tables, continued without a header, one code column, 0.00 printed in the basic table."""

from demo.house_style import HouseStyle

_TITLES = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_appropriation_summary": "财政拨款收入支出决算总表",
    "general_public_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算表",
    "government_fund_budget": "政府性基金预算财政拨款收入支出决算表",
    "state_capital_budget": "国有资本经营预算财政拨款支出决算表",
    "three_public_expenses": "财政拨款“三公”经费支出决算表",
}

STYLE = HouseStyle(
    style_id="landscape",
    template="national",
    titles=_TITLES,
    landscape=frozenset(_TITLES),
    unit_line_zh="单位：万元",
    name_line_zh="编制单位：",
    amount_heading_zh="决算数",
    code_heading_zh="功能分类科目编码",
    economic_heading_zh="经济分类科目编码",
    total_row={"general_public_budget_expenditure": "last"},
    basic_columns=(("301", "303"), ("302",), ("307", "310", "399")),
    basic_zeros=True,
    economic_indent=1,
    repeat_header=False,
    amount_align="center",
    font_size=9.5,
    row_height=21.0,
    sizes={"income_expenditure_summary": (9.5, 19.0), "basic_expenditure": (8.5, 16.0)},
    widths={"income_expenditure_summary": 0.8, "general_public_budget_expenditure": 0.75, "basic_expenditure": 0.88},
    notes_zh={
        "income_expenditure_summary": "本表反映部门本年度的总收支和年末结转结余情况。",
        "income": "本表反映部门本年度取得的各项收入情况。",
        "expenditure": "本表反映部门本年度各项支出情况。",
        "general_public_budget_expenditure": "本表反映部门本年度一般公共预算财政拨款支出情况。",
    },
)
