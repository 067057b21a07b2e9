"""Nine tables with codes split over 类, 款, 项, three public expenses interleaved and printed seventh."""

from demo.house_style import HouseStyle

STYLE = HouseStyle(
    style_id="split_codes",
    template="shanghai",
    titles={
        "income_expenditure_summary": "收入支出决算总表",
        "income": "收入决算表",
        "expenditure": "支出决算表",
        "fiscal_appropriation_summary": "财政拨款收入支出决算总表",
        "general_public_budget_expenditure": "一般公共预算财政拨款支出决算表",
        "basic_expenditure": "一般公共预算财政拨款基本支出决算表",
        "three_public_expenses": "财政拨款“三公”经费支出决算表",
        "government_fund_budget": "政府性基金预算财政拨款收入支出决算表",
        "state_capital_budget": "国有资本经营预算财政拨款收入支出决算表",
    },
    landscape=frozenset(
        {
            "income",
            "expenditure",
            "fiscal_appropriation_summary",
            "three_public_expenses",
            "government_fund_budget",
            "state_capital_budget",
        }
    ),
    unit_line_zh="单位：万元",
    amount_heading_zh="决算数",
    code_heading_zh="支出功能分类科目编码",
    economic_heading_zh="经济分类科目编码",
    code_columns=3,
    economic_code_columns=2,
    total_row={
        "income": "in_header",
        "expenditure": "in_header",
        "general_public_budget_expenditure": "last",
        "government_fund_budget": "last",
        "state_capital_budget": "last",
    },
    basic_columns=(("301", "303"), ("302", "310")),
    interleaved_three_public=True,
    fund_form_of_state_capital=True,
    repeat_header=False,
    font_size=9.0,
    row_height=17.0,
    sizes={"income_expenditure_summary": (9.0, 19.0), "basic_expenditure": (9.0, 18.0)},
    widths={"general_public_budget_expenditure": 0.85},
    contents_numbers=False,
)
