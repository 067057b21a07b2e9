"""Which grids are one table, and which only look like its continuation."""

from pathlib import Path

import pytest

from tests.pipelines.normalize.drawn import EXPENDITURE_WIDTHS, amounts, expenditure, read
from tests.pipelines.ruled import RuledPage

FUND_HEADER = [
    ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", None, None, "年末结转和结余"],
    [None, None, None, None, "小计", "基本支出", "项目支出", None],
]
FUND_MERGED = [(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3), (0, 3, 2, 4), (0, 4, 1, 7), (0, 7, 2, 8)]
FUND_WIDTHS = [50, 110, 60, 50, 50, 50, 50, 60]


def fund(*heading: str, code: str = "212") -> RuledPage:
    row = [code, "城乡社区支出", "1.00", "2.00", "2.50", "", "2.50", "0.50"]
    return RuledPage(
        heading=[*heading, "单位：万元"],
        rows=[*FUND_HEADER, row],
        widths=FUND_WIDTHS,
        merged=FUND_MERGED,
        font_size=6,
        right_aligned_from=2,
    )


def more(rows: list[list[str | None]], widths: list[float] | None = None) -> RuledPage:
    return RuledPage(heading=[], rows=rows, widths=widths or EXPENDITURE_WIDTHS, right_aligned_from=2)


@pytest.mark.parametrize(
    ("heading", "table_id"),
    [
        (["一般公共预算财政拨款", "支出决算表"], "general_public_budget_expenditure"),
        (["政府性基金预算财政拨款收入", "支出决算表"], "government_fund_budget"),
        (["2023年度国有资本经营预算财政拨款", "收入支出决算表"], "state_capital_budget"),
    ],
)
def test_a_title_broken_over_two_lines_is_one_title(tmp_path: Path, heading: list[str], table_id: str) -> None:
    shards = read(tmp_path, fund(*heading))
    assert [row["table_id"] for row in shards["table"]] == [table_id]
    assert {row["table_id"] for row in shards["amount"]} == {table_id}
    assert "announced_without_table" not in {row["finding_kind"] for row in shards["finding"]}


def test_a_table_of_the_same_columns_under_a_title_we_do_not_know_is_not_more_of_the_one_before(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        fund("政府性基金预算财政拨款收入支出决算表"),
        fund("某专项往来资金收付结存表", code="205"),
        fund("国有资本经营预算财政拨款收入支出决算表", code="223"),
    )
    assert [(row[0], row[2]) for row in amounts(shards)[::5]] == [
        ("government_fund_budget", "212"),
        ("state_capital_budget", "223"),
    ]
    assert [row["state"] for row in shards["table"]] == ["filled", "unrecognized", "filled"]


def test_the_same_columns_over_money_of_special_accounts_are_another_table(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        fund("政府性基金预算财政拨款收入支出决算表"),
        fund("财政专户管理资金收入支出决算表", code="205"),
    )
    assert {row["subject_code"] for row in shards["amount"]} == {"212"}
    assert [row["state"] for row in shards["table"]] == ["filled", "recognized"]


def test_a_page_may_end_inside_the_header(tmp_path: Path) -> None:
    first = RuledPage(
        heading=["支出决算表", "单位：万元"],
        rows=[["项目", "本年支出合计", "基本支出", "项目支出"]],
        widths=[180, 80, 80, 80],
        right_aligned_from=9,
    )
    rest = more([["科目编码", "科目名称", "", "", ""], ["201", "一般公共服务支出", "2.00", "1.00", "1.00"]])
    assert [(row[2], row[4]) for row in amounts(read(tmp_path, first, rest))] == [
        ("201", "total"),
        ("201", "basic"),
        ("201", "project"),
    ]


def test_columns_set_anew_on_the_next_page_are_the_same_columns(tmp_path: Path) -> None:
    widths = [width * 1.04 + 3 for width in EXPENDITURE_WIDTHS]
    shards = read(
        tmp_path,
        expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]]),
        more([["208", "社会保障和就业支出", "2.00", "", "2.00"]], widths),
    )
    assert [(row[2], row[4]) for row in amounts(shards)[2:]] == [("208", "total"), ("208", "project")]


def test_rows_of_other_columns_after_a_page_break_are_held_back_and_said(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]]),
        more([["208", "社会保障和就业支出", "2.00", "2.00"], ["210", "卫生健康支出", "2.00", ""]], [90, 60, 200, 40]),
    )
    assert {row["subject_code"] for row in shards["amount"]} == {"201"}
    assert [row["finding_kind"] for row in shards["finding"]] == ["unread_table"]


def test_a_line_of_a_summary_that_is_broken_over_pages_is_one_label(tmp_path: Path) -> None:
    widths = [120.0, 60.0, 140.0, 60.0]
    first = RuledPage(
        heading=["收入支出决算总表", "单位：万元"],
        rows=[
            ["收入", None, "支出", None],
            ["项目", "金额", "项目", "金额"],
            ["", "", "二十二、灾害防治及应急", "7.00"],
        ],
        widths=widths,
        merged=[(0, 0, 1, 2), (0, 2, 1, 4)],
        right_aligned_from=9,
    )
    rest = RuledPage(
        heading=[],
        rows=[["", "", "管理支出", ""], ["总计", "7.00", "总计", "7.00"]],
        widths=widths,
        right_aligned_from=9,
    )
    shards = read(tmp_path, first, rest)
    assert [row[3] for row in amounts(shards)] == ["二十二、灾害防治及应急管理支出", "总计", "总计"]
    assert shards["amount"][0]["line_id"] == "expenditure.function.224"


def test_a_title_at_the_foot_of_the_page_before_belongs_to_the_table(tmp_path: Path) -> None:
    title = RuledPage(
        heading=["支出决算表", "公开03表", "部门：某省示例局", "2024年度", "单位：万元"], rows=[], widths=[]
    )
    table = expenditure([["201", "一般公共服务支出", "1.00", "", ""]], heading=[])
    shards = read(tmp_path, title, table)
    assert [(row["table_id"], row["published_unit"]) for row in shards["amount"]] == [("expenditure", "万元")]
    assert shards["finding"] == []


def test_two_units_in_one_document_are_not_stitched_together(tmp_path: Path) -> None:
    pages = [
        expenditure(
            [["201", "一般公共服务支出", amount, "", ""]], heading=["支出决算表", f"部门：{name}", "单位：万元"]
        )
        for name, amount in (("某省示例局", "1.00"), ("某省示例局机关服务中心", "2.00"))
    ]
    shards = read(tmp_path, *pages)
    assert [(row["table_no"], row["published_text"]) for row in shards["amount"]] == [(1, "1.00"), (2, "2.00")]
    assert [row["finding_kind"] for row in shards["finding"]] == ["unit_name_differs"]


def test_a_head_that_runs_over_all_pages_is_no_title(tmp_path: Path) -> None:
    head = "某省示例局2024年度部门决算报表"
    first = expenditure([["201", "一般公共服务支出", "1.00", "", ""]], heading=[head, "支出决算表", "单位：万元"])
    rows = [["208", "社会保障和就业支出"], ["210", "卫生健康支出"]]
    rest = [
        RuledPage(heading=[head], rows=[[*row, "2.00", "", ""]], widths=EXPENDITURE_WIDTHS, right_aligned_from=2)
        for row in rows
    ]
    assert [row[2] for row in amounts(read(tmp_path, first, *rest))] == ["201", "208", "210"]
