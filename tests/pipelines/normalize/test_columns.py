"""Columns that places and years print differently, and columns that are none of the measures."""

from pathlib import Path

import pytest

from tests.pipelines.normalize.drawn import amounts, expenditure, read
from tests.pipelines.ruled import RuledPage

GENERAL = "一般公共预算财政拨款支出决算表"
CODES = [("201", "一般公共服务支出"), ("20106", "财政事务"), ("2010601", "行政运行"), ("208", "社会保障和就业支出")]


def page(title: str, rows: list[list[str | None]], widths: list[int], **changes: object) -> RuledPage:
    facts: dict[str, object] = {"merged": [], "font_size": 6, "right_aligned_from": 99, **changes}
    return RuledPage(heading=[title, "金额单位：万元"], rows=rows, widths=widths, **facts)


def test_budget_columns_and_columns_of_the_year_before_are_held_back_and_said(tmp_path: Path) -> None:
    side = ["项目", "年初预算数", "全年预算数", "上年决算数", "决算数", "增减%"]
    rows = [
        ["收入", *[None] * 5, "支出", *[None] * 5],
        side * 2,
        [
            "一、事业收入",
            "1.00",
            "2.00",
            "3.00",
            "4.00",
            "33.33",
            "一、教育支出",
            "5.00",
            "6.00",
            "7.00",
            "8.00",
            "14%",
        ],
    ]
    merged = [(0, 0, 1, 6), (0, 6, 1, 12)]
    shards = read(tmp_path, page("收入支出决算总表", rows, [60, *[35] * 5] * 2, merged=merged))
    assert [(row[1], row[5]) for row in amounts(shards)] == [("income", "4"), ("expenditure", "8")]
    held_back = {row["printed_text"] for row in shards["finding"] if row["finding_kind"] == "unknown_heading"}
    assert held_back == {"1.00", "2.00", "3.00", "33.33", "5.00", "6.00", "7.00", "14%"}


def test_columns_of_other_years_are_held_back(tmp_path: Path) -> None:
    rows = [
        ["项目", "2022年决算数", "2023年预算数", "2023年决算数", "较上年增减额"],
        ["合计", "8.00", "9.00", "7.00", "1.00"],
        ["因公出国（境）费", "6.00", "5.00", "4.00", "2.00"],
    ]
    shards = read(tmp_path, page("一般公共预算“三公”经费支出决算表", rows, [120, 70, 70, 70, 70]))
    assert {row[4]: row[5] for row in amounts(shards)} == {
        "budget_total": "9",
        "final_total": "7",
        "budget_overseas": "5",
        "final_overseas": "4",
    }


def test_a_row_of_stars_and_numbers_below_the_header_numbers_the_columns(tmp_path: Path) -> None:
    table = expenditure([["**", "**", "1", "2", "3"], ["201", "一般公共服务支出", "1.00", "0.60", "0.40"]])
    assert [row[5] for row in amounts(read(tmp_path, table))] == ["1", "0.6", "0.4"]


def test_the_parts_of_a_measure_are_not_the_measure(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", None, None, "项目支出"],
        [None, None, None, "小计", "人员经费", "公用经费", None],
        ["201", "一般公共服务支出", "9.00", "6.00", "4.00", "2.00", "3.00"],
    ]
    merged = [(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3), (0, 3, 1, 6), (0, 6, 2, 7)]
    shards = read(tmp_path, page(GENERAL, rows, [50, 100, *[50] * 5], merged=merged))
    assert [(row[4], row[5]) for row in amounts(shards)] == [("total", "9"), ("basic", "6"), ("project", "3")]


def test_a_measure_printed_only_in_parts_is_held_back(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", None, "项目支出"],
        [None, None, None, "人员经费", "公用经费", None],
        ["201", "一般公共服务支出", "9.00", "4.00", "2.00", "3.00"],
    ]
    merged = [(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3), (0, 3, 1, 5), (0, 5, 2, 6)]
    shards = read(tmp_path, page(GENERAL, rows, [50, 100, *[50] * 4], merged=merged))
    assert [(row[4], row[5]) for row in amounts(shards)] == [("total", "9"), ("project", "3")]


def test_codes_in_three_columns_may_leave_out_what_the_row_above_printed(tmp_path: Path) -> None:
    rows = [
        ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "", "", "一般公共服务支出", "1.00", "", ""],
        ["", "06", "", "财政事务", "2.00", "", ""],
        ["", "", "01", "行政运行", "3.00", "", ""],
        ["", "", "02", "一般行政管理事务", "4.00", "", ""],
        ["208", "", "", "社会保障和就业支出", "5.00", "", ""],
        ["", "05", "", "行政事业单位养老支出", "6.00", "", ""],
    ]
    header = [["科目编码", None, None, None, "本年支出", None, None]]
    merged = [(0, 0, 1, 4), (0, 4, 1, 7)]
    shards = read(tmp_path, page(GENERAL, header + rows, [30, 25, 25, 110, 50, 50, 50], merged=merged))
    assert [row[2] for row in amounts(shards)] == ["201", "20106", "2010601", "2010602", "208", "20805"]


@pytest.mark.parametrize("sign", ["", " ", "-"])
def test_code_and_name_may_share_a_cell(tmp_path: Path, sign: str) -> None:
    rows = [["科目名称", "合计", "基本支出", "项目支出"]]
    rows += [[f"{code}{sign}{name}", "1.00", "1.00", ""] for code, name in CODES]
    shards = read(tmp_path, page(GENERAL, rows, [160, 60, 60, 60]))
    assert [(row[2], row[3]) for row in amounts(shards)[::2]] == CODES
    assert shards["finding"] == []


def test_basic_expenditure_may_be_printed_in_columns_of_personnel_and_operating_expenses(tmp_path: Path) -> None:
    rows = [
        ["经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["30101", "基本工资", "3.00", "3.00", ""],
        ["30201", "办公费", "2.00", "", "2.00"],
    ]
    shards = read(tmp_path, page("一般公共预算财政拨款基本支出决算明细表", rows, [80, 100, 60, 60, 60]))
    assert [(row[2], row[4], row[5]) for row in amounts(shards)] == [
        ("30101", "amount", "3"),
        ("30101", "personnel", "3"),
        ("30201", "amount", "2"),
        ("30201", "operating_expenses", "2"),
    ]


def test_titles_and_units_may_stand_in_split_rows_inside_the_grid(tmp_path: Path) -> None:
    table = expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]], heading=[])
    table.rows = [
        ["支出决算表", None, None, None, "公开03表"],
        ["部门：某省示例局", None, "2024年度", None, "单位：元"],
        *table.rows,
    ]
    shifted = [(row + 2, column, row_end + 2, end) for row, column, row_end, end in table.merged]
    table.merged = [(0, 0, 1, 4), (1, 0, 2, 2), (1, 2, 2, 4), *shifted]
    shards = read(tmp_path, table)
    assert [(row[0], row[2], row[4]) for row in amounts(shards)] == [
        ("expenditure", "201", "total"),
        ("expenditure", "201", "basic"),
    ]
    assert {row["published_unit"] for row in shards["amount"]} == {"元"}


def test_whole_yuan_without_decimals_beside_the_total_are_not_a_header(tmp_path: Path) -> None:
    table = expenditure([["合计", "", "300", "200", "100"], ["201", "一般公共服务支出", "300", "200", "100"]])
    assert [row[5] for row in amounts(read(tmp_path, table))] == ["3E+2", "2E+2", "1E+2"] * 2


def test_a_total_of_dashes_is_not_a_header(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["合计", "", "—", "—", "—"], ["", "本表无数据", "", "", ""]]))
    assert [(row["state"], row["amount_count"]) for row in shards["table"]] == [("blank", 0)]
    assert shards["finding"] == []


def test_an_amount_without_a_label_does_not_take_that_of_the_other_side(tmp_path: Path) -> None:
    rows = [
        ["收入", None, "支出", None],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算财政拨款收入", "", "", "9.00"],
        ["本年收入合计", "1.00", "本年支出合计", "1.00"],
    ]
    shards = read(tmp_path, page("收入支出决算总表", rows, [120, 60, 120, 60], merged=[(0, 0, 1, 2), (0, 2, 1, 4)]))
    assert [row[5] for row in amounts(shards)] == ["1", "1"]
    assert [row["finding_kind"] for row in shards["finding"]] == ["amount_without_label"]


def test_two_numbers_in_one_cell_are_not_one_number(tmp_path: Path) -> None:
    table = expenditure([["201", "一般公共服务支出", "12\n34", "1.00", ""]])
    shards = read(tmp_path, table)
    assert [row["published_text"] for row in shards["amount"]] == ["1.00"]
    assert [row["finding_kind"] for row in shards["finding"]] == ["unreadable_amount"]


def test_every_finding_about_a_table_has_its_page_and_box(tmp_path: Path) -> None:
    unread = page("收入决算表", [["甲", "乙"], ["丙", "1.00"]], [100, 60])
    faulty = expenditure(
        [
            ["2999999", "某项支出", "1.00", "五元", ""],
            ["208", "卫生健康支出", "2.00", "", ""],
            ["", "", "3.00", "", ""],
        ],
        heading=["支出决算表", "部门：别的单位", "单位：万元"],
    )
    silent = expenditure([["201", "一般公共服务支出", "1.00", "", ""]], heading=[GENERAL])
    silent.rows = [["项目", None, "合计", "基本支出", "某种支出"], *silent.rows[1:]]
    announced = RuledPage(heading=["政府性基金预算财政拨款收入支出决算表"], rows=[], widths=[])
    shards = read(tmp_path, unread, faulty, silent, announced)
    kinds = {row["finding_kind"] for row in shards["finding"]}
    assert kinds >= {"unread_table", "unknown_code", "subject_name_differs", "unreadable_amount", "unit_name_differs"}
    assert kinds >= {"amount_without_label", "announced_without_table"}
    for finding in shards["finding"]:
        assert finding["page"] in range(2, 6), finding
        assert finding["x1"] > finding["x0"], finding
        assert finding["y1"] > finding["y0"], finding
