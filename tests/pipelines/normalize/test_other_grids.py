"""Grids that are no statutory table never give an amount, and those that are announced never vanish."""

from pathlib import Path

import pytest

from pipelines.normalize.layouts import Layout, known_layouts
from tests.pipelines.normalize.drawn import expenditure, read
from tests.pipelines.ruled import RuledPage

STATUTORY = expenditure([["201", "一般公共服务支出", "1.00", "", ""]])
EXTRA = [layout for layout in known_layouts() if not layout.is_read and layout.beside is None]


def beside(*heading: str, header: list[str] | None = None) -> RuledPage:
    header = header or ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    row = ["205", "教育支出", "7.00", "3.00", "4.00"][: len(header)]
    return RuledPage(heading=heading, rows=[header, row], widths=[90] * len(header), right_aligned_from=2)


@pytest.mark.parametrize("layout", EXTRA, ids=lambda layout: layout.layout_id)
def test_a_table_that_some_places_print_beside_the_statutory_ones_is_recognized_and_not_read(
    tmp_path: Path, layout: Layout
) -> None:
    shards = read(tmp_path, STATUTORY, beside(layout.titles[0], "单位：万元"))
    assert [(row["table_id"], row["state"]) for row in shards["table"]] == [
        ("expenditure", "filled"),
        (layout.table_id, "recognized"),
    ]
    assert {row["subject_code"] for row in shards["amount"]} == {"201"}
    assert shards["finding"] == []


@pytest.mark.parametrize(
    "heading",
    [
        ["一般公共预算支出预算表", "单位：万元"],
        ["（三）支出具体情况如下：", "单位：万元"],
        ["五、一般公共预算财政拨款支出决算情况说明", "单位：万元"],
        ["本年支出7.00万元，详见《支出决算表》。", "单位：万元"],
    ],
)
def test_a_grid_with_the_columns_of_a_statutory_table_needs_its_title(tmp_path: Path, heading: list[str]) -> None:
    shards = read(tmp_path, STATUTORY, RuledPage(heading=["说明"], rows=[], widths=[]), beside(*heading))
    assert {row["subject_code"] for row in shards["amount"]} == {"201"}


def test_a_title_over_the_header_of_something_else_gives_no_amount_and_a_finding(tmp_path: Path) -> None:
    other = beside("收入支出决算总表", "单位：万元", header=["序号", "指标", "权重"])
    shards = read(tmp_path, STATUTORY, other)
    assert {row["table_id"] for row in shards["amount"]} == {"expenditure"}
    assert [(row["finding_kind"], row["table_id"], row["page"]) for row in shards["finding"]] == [
        ("unread_table", "income_expenditure_summary", 3)
    ]


def test_a_table_of_contents_does_not_name_the_grid_behind_it(tmp_path: Path) -> None:
    titles = [
        f"{number}、{title}"
        for number, title in zip("一二三", ("收入支出决算总表", "收入决算表", "支出决算表"), strict=True)
    ]
    contents = RuledPage(heading=["目录", *titles], rows=[], widths=[])
    shards = read(tmp_path, contents, beside(), STATUTORY)
    assert {row["subject_code"] for row in shards["amount"]} == {"201"}


def test_a_second_row_of_three_public_expenses_is_held_back(tmp_path: Path) -> None:
    header = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务用车购置及运行费", "公务接待费"]
    page = RuledPage(
        heading=["“三公”经费支出情况表", "单位：万元"],
        rows=[header, ["6.00", "1.00", "1.00", "2.00", "3.00", "2.00"], ["9.00", "", "", "", "", "9.00"]],
        widths=[70] * 6,
        font_size=6,
        right_aligned_from=9,
    )
    shards = read(tmp_path, page)
    assert {row["measure"]: row["published_text"] for row in shards["amount"]} == {
        "final_total": "6.00",
        "final_overseas": "1.00",
        "final_vehicle_purchase": "1.00",
        "final_vehicle_operation": "2.00",
        "final_vehicle_total": "3.00",
        "final_reception": "2.00",
    }
    assert [row["finding_kind"] for row in shards["finding"]] == ["amount_without_label"] * 2


def test_rows_that_count_journeys_and_guests_are_no_measures_of_three_public_expenses(tmp_path: Path) -> None:
    rows = [
        ["项目", "行次", "预算数", "决算统计数"],
        ["（一）支出合计", "1", "3.00", "2.00"],
        ["1．因公出国（境）费", "2", "3.00", "2.00"],
        ["（1）国内接待费", "3", "—", "0.50"],
        ["1．因公出国（境）团组数（个）", "4", "—", "1"],
        ["二、机关运行经费", "5", "—", "77.00"],
    ]
    page = RuledPage(
        heading=["财政拨款“三公”经费、行政参公单位机关运行经费情况表", "单位：万元"],
        rows=rows,
        widths=[180, 40, 60, 60],
        right_aligned_from=2,
    )
    assert {row["measure"]: row["published_text"] for row in read(tmp_path, page)["amount"]} == {
        "budget_total": "3.00",
        "final_total": "2.00",
        "budget_overseas": "3.00",
        "final_overseas": "2.00",
    }


def test_three_public_expenses_beside_conferences_and_training_in_rows_of_budget_and_final(tmp_path: Path) -> None:
    items = ["小计", "因公出国（境）费用", "公务接待费", "小计", "公务用车购置费", "公务用车运行维护费"]
    rows = [
        ["项目", "一般公共预算财政拨款安排的“三公”经费", *[None] * 5, "会议费", "培训费"],
        [None, *items[:3], "公务用车购置及运行维护费", None, None, None, None],
        [None, None, None, None, *items[3:], None, None],
        ["预算数", *[f"{number}.00" for number in range(1, 9)]],
        ["决算数", *[f"{number}.50" for number in range(1, 9)]],
        ["增减额", *[f"{number}.25" for number in range(1, 9)]],
    ]
    page = RuledPage(
        heading=["一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", "单位：万元"],
        rows=rows,
        widths=[40, 40, 70, 45, 40, 60, 70, 40, 40],
        merged=[(0, 0, 3, 1), (0, 1, 1, 7), (0, 7, 3, 8), (0, 8, 3, 9), (1, 4, 2, 7)]
        + [(1, column, 3, column + 1) for column in (1, 2, 3)],
        font_size=6,
        right_aligned_from=9,
    )
    names = ["total", "overseas", "reception", "vehicle_total", "vehicle_purchase", "vehicle_operation"]
    names += ["conference", "training"]
    found = {row["measure"]: row["published_text"] for row in read(tmp_path, page)["amount"]}
    assert found == {
        f"{kind}_{name}": f"{number}.{cents}"
        for kind, cents in (("budget", "00"), ("final", "50"))
        for number, name in enumerate(names, start=1)
    }
