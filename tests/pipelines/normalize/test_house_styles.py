"""How the statutory tables of different publishers become the same amounts."""

from decimal import Decimal
from pathlib import Path

from tests.pipelines.normalize.drawn import amounts, expenditure, read
from tests.pipelines.ruled import RuledPage


def test_codes_split_over_three_columns_are_joined_and_a_total_may_share_the_headers_last_row(tmp_path: Path) -> None:
    rows = [
        ["项目", None, None, None, "合计", "基本支出", "项目支出"],
        ["支出功能分类科目编码", None, None, "科目名称", None, None, None],
        ["类", "款", "项", "合计", "3.00", "2.00", "1.00"],
        ["201", "06", "", "财政事务", "3.00", "2.00", "1.00"],
        ["201", "06", "01", "行政运行", "3.00", "2.00", "1.00"],
    ]
    merged = [(0, 0, 1, 4), (0, 4, 2, 5), (0, 5, 2, 6), (0, 6, 2, 7), (1, 0, 2, 3)]
    page = RuledPage(
        heading=["一般公共预算财政拨款支出决算表", "单位：万元"],
        rows=rows,
        widths=[40, 40, 40, 120, 70, 70, 70],
        merged=merged,
        right_aligned_from=4,
    )
    found = amounts(read(tmp_path, page))
    assert [(row[2], row[3]) for row in found[::3]] == [
        (None, "合计"),
        ("20106", "财政事务"),
        ("2010601", "行政运行"),
    ]
    assert [row[5] for row in found[:3]] == ["3", "2", "1"]


def test_a_two_sided_summary_keeps_its_sides_apart_and_tells_repeated_labels_by_position(tmp_path: Path) -> None:
    rows = [
        ["收入", None, None, "支出", None, None, None],
        ["项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款"],
        ["栏次", "", "1", "栏次", "", "2", "3"],
        ["一、一般公共预算财政拨款", "1", "5.00", "一、一般公共服务支出", "33", "4.00", "4.00"],
        ["本年收入合计", "27", "5.00", "本年支出合计", "59", "4.00", "4.00"],
        ["年初财政拨款结转和结余", "28", "1.00", "年末财政拨款结转和结余", "60", "2.00", "2.00"],
        ["一般公共预算财政拨款", "29", "1.00", "", "61", "", ""],
        ["总计", "32", "6.00", "总计", "64", "6.00", "6.00"],
    ]
    page = RuledPage(
        heading=["财政拨款收入支出决算总表", "部门：某省示例局 金额单位：万元"],
        rows=rows,
        widths=[110, 30, 50, 110, 30, 50, 90],
        merged=[(0, 0, 1, 3), (0, 3, 1, 7)],
        font_size=7,
        right_aligned_from=9,
    )
    shards = read(tmp_path, page)
    lines = {(row["side"], row["row_no"], row["measure"]): row["line_id"] for row in shards["amount"]}
    assert lines["income", 1, "amount"] == "income.general_public_budget"
    assert lines["income", 29, "amount"] == "carryover.opening.general_public_budget"
    assert lines["expenditure", 33, "total"] == "expenditure.function.201"
    assert lines["expenditure", 64, "general_public_budget"] == "total.expenditure_side"
    assert len(shards["amount"]) == 13


def test_blocks_side_by_side_are_read_block_by_block_and_a_total_finds_its_number_columns_away(tmp_path: Path) -> None:
    rows = [
        ["人员经费", None, None, "公用经费", None, None, None, None, None],
        ["科目代码", "科目名称", "决算数"] * 3,
        ["301", "工资福利支出", "3.00", "302", "商品和服务支出", "2.00", "310", "资本性支出", ""],
        ["30101", "基本工资", "3.00", "30201", "办公费", "2.00", "31002", "办公设备购置", "1.00"],
        ["人员经费合计", None, "3.00", "公用经费合计", None, None, None, None, "3.00"],
    ]
    page = RuledPage(
        heading=["一般公共预算财政拨款基本支出决算明细表", "金额单位：万元"],
        rows=rows,
        widths=[40, 80, 35] * 3,
        merged=[(0, 0, 1, 3), (0, 3, 1, 9), (4, 0, 5, 2), (4, 3, 5, 8)],
        font_size=7,
        right_aligned_from=9,
    )
    assert [row[2:] for row in amounts(read(tmp_path, page))] == [
        ("301", "工资福利支出", "amount", "3"),
        ("302", "商品和服务支出", "amount", "2"),
        ("30101", "基本工资", "amount", "3"),
        ("30201", "办公费", "amount", "2"),
        ("31002", "办公设备购置", "amount", "1"),
        (None, "人员经费合计", "amount", "3"),
        (None, "公用经费合计", "amount", "3"),
    ]


def three_public(rows: list[list[str | None]], merged: list[tuple[int, int, int, int]]) -> RuledPage:
    return RuledPage(
        heading=["财政拨款“三公”经费支出决算表", "单位：万元"],
        rows=rows,
        widths=[40] * 12,
        merged=merged,
        font_size=6,
        right_aligned_from=12,
    )


THREE_PUBLIC = {
    "budget_total": "6",
    "budget_overseas": "1",
    "budget_vehicle_total": "3",
    "budget_vehicle_purchase": "1",
    "budget_vehicle_operation": "2",
    "budget_reception": "2",
    "final_total": "0.6",
    "final_overseas": "0.1",
    "final_vehicle_total": "0.3",
    "final_vehicle_purchase": "0.1",
    "final_vehicle_operation": "0.2",
    "final_reception": "0.2",
}


def test_three_public_expenses_printed_as_two_halves(tmp_path: Path) -> None:
    half = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", None, None, "公务接待费"]
    page = three_public(
        [
            ["预算数", *[None] * 5, "决算数", *[None] * 5],
            half * 2,
            [None, None, "小计", "公务用车\n购置费", "公务用车\n运行维护费", None] * 2,
            [str(number) for number in range(1, 13)],
            [f"{Decimal(value):.2f}" for value in THREE_PUBLIC.values()],
        ],
        [(0, 0, 1, 6), (0, 6, 1, 12)]
        + [
            region
            for left in (0, 6)
            for region in (
                (1, left, 3, left + 1),
                (1, left + 1, 3, left + 2),
                (1, left + 2, 2, left + 5),
                (1, left + 5, 3, left + 6),
            )
        ],
    )
    assert {row[4]: row[5] for row in amounts(read(tmp_path, page))} == THREE_PUBLIC


def test_three_public_expenses_printed_with_budget_and_final_side_by_side(tmp_path: Path) -> None:
    names = ["overseas", "vehicle_total", "vehicle_purchase", "vehicle_operation", "reception"]
    order = [f"{kind}_{name}" for name in ["total", *names] for kind in ("budget", "final")]
    page = three_public(
        [
            ["合计", None, "因公出国（境）费", None, "公务用车购置及运行费", *[None] * 5, "公务接待费", None],
            [None, None, None, None, "小计", None, "公务用车购置费", None, "公务用车运行费", None, None, None],
            ["预算数", "决算数"] * 6,
            [f"{Decimal(THREE_PUBLIC[name]):.2f}" for name in order],
        ],
        [
            (0, 0, 2, 2),
            (0, 2, 2, 4),
            (0, 4, 1, 10),
            (0, 10, 2, 12),
            (1, 4, 2, 6),
            (1, 6, 2, 8),
            (1, 8, 2, 10),
        ],
    )
    assert {row[4]: row[5] for row in amounts(read(tmp_path, page))} == THREE_PUBLIC


def test_three_public_expenses_printed_in_two_rows(tmp_path: Path) -> None:
    values = [f"{Decimal(value):.2f}" for value in THREE_PUBLIC.values()]
    page = RuledPage(
        heading=["财政拨款“三公”经费支出决算表", "单位：万元"],
        rows=[
            ["项目", "合计", "因公出国（境）费", "公务用车购置及运行费", None, None, "公务接待费"],
            [None, None, None, "小计", "公务用车\n购置费", "公务用车\n运行费", None],
            ["预算数", *values[:6]],
            ["决算数", *values[6:]],
        ],
        widths=[50, 50, 80, 50, 50, 50, 60],
        merged=[(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3), (0, 3, 1, 6), (0, 6, 2, 7)],
        font_size=7,
        right_aligned_from=9,
    )
    assert {row[4]: row[5] for row in amounts(read(tmp_path, page))} == THREE_PUBLIC


def test_three_public_expenses_printed_with_a_row_an_item(tmp_path: Path) -> None:
    names = [
        "合计",
        "1.因公出国（境）费",
        "2.公务用车购置及运行费",
        "（1）公务用车购置费",
        "（2）公务用车运行费",
        "3.公务接待费",
    ]
    values = [f"{Decimal(value):.2f}" for value in THREE_PUBLIC.values()]
    page = RuledPage(
        heading=["财政拨款“三公”经费支出决算表", "单位：万元"],
        rows=[["项目", "预算数", "决算数"], *zip(names, values[:6], values[6:], strict=True)],
        widths=[160, 60, 60],
    )
    assert {row[4]: row[5] for row in amounts(read(tmp_path, page))} == THREE_PUBLIC


def test_opening_and_closing_balances_beside_expenditure_have_measures_of_their_own(tmp_path: Path) -> None:
    page = RuledPage(
        heading=["一般公共预算财政拨款收入支出决算表", "单位：万元"],
        rows=[
            ["项目", None, "年初结转和结余", "本年收入", "本年支出", None, None, "年末结转和结余"],
            ["科目编码", "科目名称", None, None, "合计", "基本支出", "项目支出", None],
            ["201", "一般公共服务支出", "1.00", "9.00", "8.00", "5.00", "3.00", "2.00"],
        ],
        widths=[40, 100, 60, 50, 50, 50, 50, 60],
        merged=[(0, 0, 1, 2), (0, 2, 2, 3), (0, 3, 2, 4), (0, 4, 1, 7), (0, 7, 2, 8)],
        font_size=7,
        right_aligned_from=2,
    )
    assert {row[4]: row[5] for row in amounts(read(tmp_path, page))} == {
        "opening_balance": "1",
        "income": "9",
        "total": "8",
        "basic": "5",
        "project": "3",
        "closing_balance": "2",
    }


def test_a_summary_without_a_band_over_its_columns_has_income_first(tmp_path: Path) -> None:
    page = RuledPage(
        heading=["收入支出决算总表", "单位：万元"],
        rows=[["项目", "决算数", "项目", "决算数"], ["一、事业收入", "1.00", "一、教育支出", "2.00"]],
        widths=[120, 60, 120, 60],
        right_aligned_from=9,
    )
    assert [(row[1], row[5]) for row in amounts(read(tmp_path, page))] == [("income", "1"), ("expenditure", "2")]


def test_a_title_of_two_tables_is_the_general_budgets_only_where_that_has_no_title_of_its_own(tmp_path: Path) -> None:
    def page(title: str, amount: str) -> RuledPage:
        rows = [["201", "一般公共服务支出", amount, amount, ""]]
        return expenditure(rows, heading=[title, "金额单位：万元"])

    wider, own = page("财政拨款支出决算表（功能科目）", "9.00"), page("一般公共预算支出决算表（功能科目）", "7.00")
    alone = read(tmp_path, wider)
    assert {(row["table_id"], row["published_text"]) for row in alone["amount"]} == {
        ("general_public_budget_expenditure", "9.00")
    }
    both = read(tmp_path, wider, page("支出决算表", "8.00"), own)
    assert {(row["table_id"], row["published_text"]) for row in both["amount"]} == {
        ("expenditure", "8.00"),
        ("general_public_budget_expenditure", "7.00"),
    }
    assert [(row["table_id"], row["state"]) for row in both["table"]] == [
        ("fiscal_appropriation_expenditure", "recognized"),
        ("expenditure", "filled"),
        ("general_public_budget_expenditure", "filled"),
    ]
    assert [row for row in both["finding"] if row["finding_kind"] in ("unread_table", "announced_without_table")] == []
