"""Every layout file is one: this walks all of them."""

from pathlib import Path

import pytest

from pipelines.errors import PipelineError
from pipelines.normalize.layouts import LAYOUTS, known_layouts, load_layouts
from pipelines.normalize.titles import table_announced, title_key

STATUTORY = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_appropriation_summary": "财政拨款收入支出决算总表",
    "general_public_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算表",
    "government_fund_budget": "政府性基金预算财政拨款收入支出决算表",
    "state_capital_budget": "国有资本经营预算财政拨款支出决算表",
    "three_public_expenses": "财政拨款“三公”经费支出决算表",
    "disclosure_statistics": "部门决算公开相关信息统计表",
}


def test_each_statutory_table_has_a_layout_and_is_known_by_its_title() -> None:
    assert {layout.table_id for layout in known_layouts()} >= STATUTORY.keys()
    for table_id, title in STATUTORY.items():
        assert table_announced(title) == table_id


@pytest.mark.parametrize("layout", known_layouts(), ids=lambda layout: layout.layout_id)
def test_a_layout_file_is_named_after_its_table_and_variant(layout: object) -> None:
    table_id, _, variant = layout.layout_id.partition("__")
    assert table_id == layout.table_id
    assert variant


def test_tables_share_a_title_only_where_their_headers_tell_them_apart() -> None:
    owners: dict[str, set[str]] = {}
    for layout in (one for one in known_layouts() if one.beside is None):
        for title in layout.titles:
            owners.setdefault(title_key(title), set()).add(layout.table_id)
    assert {title: tables for title, tables in owners.items() if len(tables) > 1} == {
        "收入决算总表": {"income", "income_expenditure_summary"}  # 陕西 heads either with it: two sides, or codes
    }


@pytest.mark.parametrize(
    ("line", "table_id"),
    [
        ("某省示例局2024年度收入支出决算总表", "income_expenditure_summary"),
        ("支 出 决 算 表", "expenditure"),
        ("⽀出决算表", "expenditure"),  # Kangxi radical U+2F40
        ("收入决算表 公开02表", "income"),
        ("一、收入支出决算总体情况说明", None),
        ("项目收入支出决算表", "project_income_expenditure"),  # 内蒙古's additional table is another table
        ("收入支出决算总表.........5", None),
        ("财政拨款收入支出决算总表", "fiscal_appropriation_summary"),
        ("部门收支决算总表（公开01表）", "income_expenditure_summary"),
        ("收入决算表（续）", "income"),
        ("收入决算表（分单位）", "income_by_unit"),
        ("附表3：支出决算表（分科目）", "expenditure"),
        ("公开04表 财政拨款收支决算总表 2019年度", "fiscal_appropriation_summary"),
        ("Z05_2 一般公共预算财政拨款基本支出决算明细表", "basic_expenditure"),
        ("一般公共预算财政拨款支出决算表（按功能分类科目）", "general_public_budget_expenditure"),
        ("一般公共预算财政拨款支出决算明细表", "fiscal_appropriation_expenditure_detail"),
        ("财政专户管理资金收入支出决算表", "special_account_funds"),
        ("一般公共预算财政拨款‘三公’经费支出情况表", "three_public_expenses"),
        ("政府购买服务决算公开情况表", "purchased_services"),
        ("非税收入决算表", None),
        ("本年收入合计100万元，详见收入决算表", None),
        ("收入支出预算总表", None),
    ],
)
def test_a_title_is_bound_by_its_words(line: str, table_id: str | None) -> None:
    assert table_announced(line) == table_id


def test_a_faulty_layout_file_is_named_with_all_that_is_wrong(tmp_path: Path) -> None:
    for path in list(LAYOUTS.glob("*.yml"))[:1]:
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "income__wrong.yml").write_text("table_id: income\ntitles: []\ncolour: red\n", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"(?s)income__wrong\.yml.*titles.*colour"):
        load_layouts(tmp_path)
