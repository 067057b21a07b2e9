"""The national form: ten tables with 行次 and 栏次, marks 公开01表 to 公开10表, dashes for what cannot occur."""

from demo.house_style import HouseStyle

STYLE = HouseStyle(
    style_id="national",
    template="national",
    titles={
        "income_expenditure_summary": "收入支出决算总表",
        "income": "收入决算表",
        "expenditure": "支出决算表",
        "fiscal_appropriation_summary": "财政拨款收入支出决算总表",
        "general_public_budget_expenditure": "一般公共预算财政拨款支出决算表",
        "basic_expenditure": "一般公共预算财政拨款基本支出决算明细表",
        "government_fund_budget": "政府性基金预算财政拨款收入支出决算表",
        "state_capital_budget": "国有资本经营预算财政拨款支出决算表",
        "three_public_expenses": "财政拨款“三公”经费支出决算表",
        "disclosure_statistics": "部门决算公开相关信息统计表",
    },
    landscape=frozenset(
        {
            "income",
            "expenditure",
            "basic_expenditure",
            "government_fund_budget",
            "state_capital_budget",
            "three_public_expenses",
        }
    ),
    unit_line_zh="金额单位：万元",
    name_line_zh="部门名称：",
    mark_zh="公开{number:02d}表",
    row_numbers=True,
    column_numbers=True,
    blank_row_before_total=frozenset({"income_expenditure_summary"}),
    basic_columns=(("301", "303"), ("302",), ("307", "309", "310", "311", "312", "313", "399")),
    basic_headings=True,
    basic_dashes=True,
    sizes={
        "income_expenditure_summary": (8.5, 17.0),
        "fiscal_appropriation_summary": (7.5, 16.0),
        "basic_expenditure": (6.4, 10.5),
    },
    notes_zh={
        "income_expenditure_summary": (
            "本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。"
        ),
        "income": "本表反映部门本年度取得的各项收入情况。",
        "expenditure": "本表反映部门本年度各项支出情况。",
        "fiscal_appropriation_summary": "本表反映部门本年度各类财政拨款的总收支和年末结转结余情况。",
        "general_public_budget_expenditure": "本表反映部门本年度一般公共预算财政拨款支出情况。",
        "basic_expenditure": "本表反映部门本年度一般公共预算财政拨款基本支出明细情况。",
        "government_fund_budget": "本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。",
        "state_capital_budget": "本表反映部门本年度国有资本经营预算财政拨款支出情况。",
        "three_public_expenses": (
            "本表反映部门本年度“三公”经费支出预决算情况。预算数为全年预算数，决算数包括当年财政拨款"
            "和以前年度结转资金安排的实际支出。"
        ),
        "disclosure_statistics": "本表反映部门本年度政府采购、机关运行经费和国有资产占用情况。",
    },
)
