"""How project self-evaluation forms of different orders become rows, and what is left out of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.errors import PipelineError
from pipelines.normalize.run import read_document
from pipelines.normalize.self_evaluation.identity import split_code
from pipelines.normalize.self_evaluation.words import load_words
from tests.pipelines.ruled import Region, RuledPage, ruled_pdf

Texts = list[str | None]
Shards = dict[str, list[dict[str, object]]]

COVER = RuledPage(heading=["某省示例局", "2024年度部门决算"], rows=[], widths=[])
STATUTORY = RuledPage(
    heading=["支出决算表", "金额单位：万元"],
    rows=[
        ["项目", None, "本年支出合计", "基本支出", "项目支出"],
        ["科目编码", "科目名称", None, None, None],
        ["201", "一般公共服务支出", "5.00", "5.00", ""],
    ],
    widths=[60, 120, 80, 80, 80],
    merged=[(0, 0, 1, 2), (0, 2, 2, 3), (0, 3, 2, 4), (0, 4, 2, 5)],
    right_aligned_from=2,
)
WIDTHS = [50, 55, 60, 50, 55, 50, 45, 45, 50]
HEADING = ["示范项目绩效自评表", "（2024年度）"]

IDENTITY: list[Texts] = [
    ["项目名称", None, "示范项目", *[None] * 6],
    ["主管部门", None, "[229] 某局", None, "实施单位", "229102-某局中心", None, None, None],
]
IDENTITY_MERGED: list[Region] = [(0, 0, 1, 2), (0, 2, 1, 9), (1, 0, 2, 2), (1, 2, 2, 4), (1, 5, 2, 9)]
FUNDS: list[Texts] = [
    ["项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "资金结余", "分值", "执行率", "得分"],
    [None, "年度资金总额", "100.00", "90.00", "81.00", "9.00", "10", "90.00%", "9"],
    [None, "其中：财政拨款", "100.00", "90.00", "81.00", "9.00", "--", "0.0%", "--"],
]
FUNDS_MERGED: list[Region] = [(2, 0, 5, 1)]
GOALS: list[Texts] = [["年度总体目标", "预期目标", *[None] * 7], [None, "做好 1 件事", *[None] * 7]]
GOALS_MERGED: list[Region] = [(5, 0, 7, 1), (5, 1, 6, 9), (6, 1, 7, 9)]
HEADER: Texts = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年初指标值",
    "调整后\n指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因",
]
LINES: list[Texts] = [
    ["产出指标", "数量指标", "培训班次", "≥4次", "≥5次", "6次", "40", "40", ""],
    ["", "质量指标", "合格率", "≥95%", "≥95%", "90%", "30", "26.5", "个别不合格"],
    ["满意度指标", "服务对象\n满意度指标", "满意率", "≥90%", "≥90%", "95%", "20", "20", ""],
]
TOTAL: Texts = ["总分", None, None, None, None, None, "100", "95.5", "优"]


def form(
    lines: list[Texts] | None = None,
    *,
    heading: list[str] | None = None,
    funds: list[Texts] | None = None,
    header: Texts | None = None,
    total: Texts | None = TOTAL,
    identity: list[Texts] | None = None,
    goal: str | None = None,
) -> RuledPage:
    """A whole form; its total is merged over the columns before the weight."""
    body = [
        *(identity or IDENTITY),
        *(funds or FUNDS),
        GOALS[0],
        GOALS[1] if goal is None else [None, goal, *[None] * 7],
        header or HEADER,
        *(LINES if lines is None else lines),
    ]
    merged = [*IDENTITY_MERGED, *FUNDS_MERGED, *GOALS_MERGED]
    if total is not None:
        merged.append((len(body), 0, len(body) + 1, 6))
        body.append(total)
    return RuledPage(
        heading=HEADING if heading is None else heading,
        rows=body,
        widths=WIDTHS,
        merged=merged,
        font_size=6,
        right_aligned_from=9,
    )


def rest(rows: list[Texts], widths: list[float] | None = None, merged: list[Region] | None = None) -> RuledPage:
    """A page that goes on without title and header."""
    return RuledPage(
        heading=[], rows=rows, widths=widths or WIDTHS, merged=merged or [], font_size=6, right_aligned_from=9
    )


def read(tmp_path: Path, *pages: RuledPage) -> Shards:
    path = ruled_pdf(tmp_path / "document.pdf", [COVER, STATUTORY, *pages])
    return {relation: table.to_pylist() for relation, table in read_document(path, "0" * 64).items()}


def findings(shards: Shards) -> list[dict[str, object]]:
    """What was found about forms; a document of the tests has other gaps."""
    kinds = ("self_evaluation_misaligned", "self_evaluation_unread", "unknown_money_unit")
    return [row for row in shards["finding"] if row["finding_kind"] in kinds]


def scores(shards: Shards) -> list[tuple[object, ...]]:
    columns = ("level1_zh", "level2_zh", "level3_zh", "target_text", "adjusted_target_text", "actual_text")
    return [
        (*(row[column] for column in columns), row["weight_text"], row["score_text"], row["deviation_zh"])
        for row in shards["self_evaluation_indicator"]
    ]


EXPECTED = [
    ("产出指标", "数量指标", "培训班次", "≥4次", "≥5次", "6次", "40", "40", None),
    ("产出指标", "质量指标", "合格率", "≥95%", "≥95%", "90%", "30", "26.5", "个别不合格"),
    ("满意度指标", "服务对象满意度指标", "满意率", "≥90%", "≥90%", "95%", "20", "20", None),
]


def test_a_form_is_read_by_the_words_of_its_headings(tmp_path: Path) -> None:
    shards = read(tmp_path, form())
    (row,) = shards["self_evaluation"]
    assert (row["title_zh"], row["fiscal_year"], row["project_zh"]) == ("示范项目绩效自评表", 2024, "示范项目")
    assert (row["department_code"], row["department_zh"]) == ("229", "某局")
    assert (row["unit_code"], row["unit_zh"], row["published_unit"]) == ("229102", "某局中心", "万元")
    assert (row["total_weight"], row["total_score"], row["grade"]) == (Decimal(100), Decimal("95.5"), "优")
    assert scores(shards) == EXPECTED
    assert findings(shards) == []


def test_the_funds_keep_the_printed_text_beside_the_amounts_in_the_printed_unit_and_in_yuan(tmp_path: Path) -> None:
    total, fiscal = read(tmp_path, form())["self_evaluation_fund"]
    assert (total["fund_kind"], fiscal["fund_kind"]) == ("total", "fiscal")
    assert total["executed_budget_text"] == "81.00"
    assert total["published_executed_budget"] == Decimal("81.00")
    assert total["executed_budget_yuan"] == Decimal("810000.00")
    assert (total["balance_text"], total["declared_budget_text"]) == ("9.00", None)
    assert (total["execution_ratio_text"], total["published_execution_ratio"]) == ("90.00%", Decimal("90.00"))
    assert (fiscal["score_text"], fiscal["score"]) == ("--", None)


def test_other_orders_of_the_columns_give_the_same_rows(tmp_path: Path) -> None:
    fund_order = [0, 1, 8, 4, 2, 7, 3, 6, 5]
    line_order = [0, 1, 2, 6, 7, 5, 3, 4, 8]
    usual = read(tmp_path, form())
    other = read(
        tmp_path,
        form(
            [[line[place] for place in line_order] for line in LINES],
            funds=[[line[place] for place in fund_order] for line in FUNDS],
            header=[HEADER[place] for place in line_order],
        ),
    )
    assert scores(other) == scores(usual)
    assert other["self_evaluation_fund"] == usual["self_evaluation_fund"]
    assert findings(other) == []


def test_nothing_of_a_form_is_an_amount_of_a_statutory_table(tmp_path: Path) -> None:
    shards = read(tmp_path, form())
    assert {row["table_id"] for row in shards["amount"]} == {"expenditure"}
    assert len(shards["amount"]) == 2


def test_a_form_with_the_columns_of_the_table_before_it_is_not_more_of_that_table(tmp_path: Path) -> None:
    page = RuledPage(
        heading=[],
        rows=[
            ["项目名称", "示范项目", "", "", ""],
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"],
            ["资金总额", "3.00", "3.00", "3.00", "100%"],
        ],
        widths=STATUTORY.widths,
        font_size=6,
        right_aligned_from=2,
    )
    shards = read(tmp_path, page)
    assert [row["published_text"] for row in shards["amount"]] == ["5.00", "5.00"]
    assert [row["project_zh"] for row in shards["self_evaluation"]] == ["示范项目"]
    assert [row["original_budget_text"] for row in shards["self_evaluation_fund"]] == ["3.00"]
    assert [(row["table_id"], row["first_page"]) for row in shards["table"]] == [("expenditure", 2), (None, 3)]


def test_forms_with_the_same_columns_on_following_pages_are_forms_of_their_own(tmp_path: Path) -> None:
    other = [["项目名称", None, "另一项目", *[None] * 6], IDENTITY[1]]
    shards = read(tmp_path, form(), form(heading=["另一项目绩效自评表"], identity=other))
    assert [(row["form_no"], row["project_zh"], row["page"]) for row in shards["self_evaluation"]] == [
        (1, "示范项目", 3),
        (2, "另一项目", 4),
    ]
    assert shards["self_evaluation"][1]["title_zh"] == "另一项目绩效自评表"
    assert len(shards["self_evaluation_indicator"]) == 6


def test_a_form_goes_on_on_the_next_page_without_a_header(tmp_path: Path) -> None:
    shards = read(tmp_path, form(LINES[:1], total=None), rest([*LINES[1:], TOTAL], merged=[(2, 0, 3, 6)]))
    assert scores(shards) == EXPECTED
    assert [row["page"] for row in shards["self_evaluation_indicator"]] == [3, 4, 4]
    assert [(row["page"], row["last_page"], row["total_score_text"]) for row in shards["self_evaluation"]] == [
        (3, 4, "95.5")
    ]
    assert findings(shards) == []


def test_a_rest_with_other_column_edges_belongs_to_the_open_form(tmp_path: Path) -> None:
    widths = [50, 55, 60, 50, 55, 50, 45, 45, 25, 25]  # the total's row is ruled once more
    lines: list[Texts] = [[*line, None] for line in LINES[1:]]
    page = rest([*lines, [*TOTAL, ""]], widths, [(0, 8, 1, 10), (1, 8, 2, 10), (2, 0, 3, 6)])
    shards = read(tmp_path, form(LINES[:1], total=None), page)
    assert scores(shards) == EXPECTED
    assert [row["grade"] for row in shards["self_evaluation"]] == ["优"]
    assert len(shards["table"]) == 3
    assert findings(shards) == []


def test_a_line_parted_by_the_end_of_a_page_is_one_line(tmp_path: Path) -> None:
    first: Texts = ["产出指标", "数量指标", "培训", "≥4次", "≥5次", "6次", "40", "40", ""]
    second: Texts = ["", "", "班次", "", "", "", "", "", ""]
    shards = read(tmp_path, form([first], total=None), rest([second, *LINES[1:], TOTAL], merged=[(3, 0, 4, 6)]))
    assert scores(shards) == EXPECTED


def test_a_line_that_stands_beside_its_headings_is_read_by_order_when_its_texts_are_as_many(tmp_path: Path) -> None:
    header = [*HEADER[:6], "定性指标\n情况说明", "分值", "得分"]
    shifted: Texts = ["", "", "成本指标", "单位成本", "≤400元", "≤400元", "≤390元", "", "10"]
    beyond: Texts = [*shifted[:8], "10", "9"]
    rows: list[Texts] = [[*header, "偏差原因"], beyond]
    page = form()
    wide = RuledPage(
        heading=HEADING,
        rows=[*([*row, None] for row in page.rows[:7]), *rows, ["总分", *[None] * 7, "95", ""]],
        widths=[48, 48, 52, 50, 50, 50, 50, 40, 40, 40],
        merged=[*page.merged[:-1], (9, 0, 10, 8)],
        font_size=6,
        right_aligned_from=9,
    )
    shards = read(tmp_path, wide)
    assert scores(shards) == [
        (None, "成本指标", "单位成本", "≤400元", "≤400元", "≤390元", "10", "9", None),
    ]


def test_texts_that_could_belong_to_several_headings_are_left_out_and_found(tmp_path: Path) -> None:
    header = [*HEADER[:6], "分值", "得分", "偏差原因"]
    line: Texts = ["产出指标", "数量指标", "场次", "多", "达成", "", "", "20", "18"]
    shards = read(tmp_path, form([line], header=header))
    assert scores(shards) == [("产出指标", "数量指标", "场次", None, None, None, "20", "18", None)]
    assert [(row["finding_kind"], row["printed_text"]) for row in findings(shards)] == [
        ("self_evaluation_misaligned", "多 | 达成")
    ]
    assert findings(shards)[0]["page"] == 3
    assert findings(shards)[0]["x0"] is not None


def test_a_number_that_may_be_a_result_is_no_weight(tmp_path: Path) -> None:
    line: Texts = ["产出指标", "数量指标", "场次", "18", "18", "20", "20", "", ""]
    shards = read(tmp_path, form([line]))
    assert scores(shards) == []
    found = [row for row in findings(shards) if row["finding_kind"] == "self_evaluation_misaligned"]
    assert [row["printed_text"] for row in found] == ["产出指标 | 数量指标 | 场次 | 18 | 18 | 20 | 20"]


def test_fund_numbers_beside_their_headings_are_read_by_order_or_left_out(tmp_path: Path) -> None:
    header: Texts = ["（万元）", "", "年初预算数", "", "全年预算数", "", "全年执行数", "", "执行率"]
    line: Texts = [None, "资金总额", "100.00", "90.00", "81.00", "90.00", "", "", ""]
    short: Texts = [None, "其他资金", "1.00", "1.00", "1.00", "", "", "", ""]
    shards = read(tmp_path, form(funds=[header, line, short]))
    total, other = shards["self_evaluation_fund"]
    assert [total[f"{name}_text"] for name in ("original_budget", "full_year_budget", "executed_budget")] == [
        "100.00",
        "90.00",
        "81.00",
    ]
    assert total["execution_ratio_text"] == "90.00"
    assert (other["label_zh"], other["original_budget_text"]) == ("其他资金", None)
    assert [(row["finding_kind"], row["printed_text"]) for row in findings(shards)] == [
        ("self_evaluation_misaligned", "1.00 | 1.00 | 1.00")
    ]


def test_a_form_that_does_not_say_its_money_unit_keeps_its_amounts_without_yuan(tmp_path: Path) -> None:
    funds: list[Texts] = [["项目资金", *FUNDS[0][1:]], *FUNDS[1:]]
    shards = read(tmp_path, form(funds=funds))
    line = shards["self_evaluation_fund"][0]
    assert (line["published_unit"], line["published_original_budget"], line["original_budget_yuan"]) == (
        None,
        Decimal("100.00"),
        None,
    )
    assert [row["finding_kind"] for row in findings(shards)] == ["unknown_money_unit"]


def test_an_announced_form_that_is_not_found_is_a_finding(tmp_path: Path) -> None:
    page = RuledPage(heading=["某项目支出绩效自评表"], rows=[], widths=[])
    (finding,) = findings(read(tmp_path, page))
    assert (finding["finding_kind"], finding["page"]) == ("self_evaluation_unread", 3)


def test_a_form_that_is_not_filled_in_has_no_lines_and_says_so(tmp_path: Path) -> None:
    blank_funds: list[Texts] = [FUNDS[0], [None, "年度资金总额", *[""] * 7], [None, "其中：财政拨款", *[""] * 7]]
    blank_line: Texts = ["产出指标", "数量指标", *[""] * 7]
    shards = read(tmp_path, form([blank_line], funds=blank_funds, total=["总分", *[None] * 5, "", "", ""]))
    assert shards["self_evaluation_fund"] == []
    assert [row["total_score"] for row in shards["self_evaluation"]] == [None]
    assert {row["finding_kind"] for row in findings(shards)} == {"self_evaluation_unread"}


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("229102-某中心", "229102", "某中心"),
        ("[292]某局", "292", "某局"),
        ("（229）某局", "229", "某局"),
        ("某局（229）", "229", "某局"),
        ("某局（本级）", None, "某局（本级）"),
        ("229102", "229102", None),
        ("12345热线中心", "12345", "热线中心"),
        (None, None, None),
    ],
)
def test_a_code_is_told_from_the_name_beside_it(text: str | None, code: str | None, name: str | None) -> None:
    assert split_code(text) == (code, name)


def test_a_broken_file_of_words_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text("title: '('\n", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"words\.yml needs mending"):
        load_words(path)


def mentions(shards: Shards, kind: str) -> list[tuple[object, ...]]:
    return [
        (row["subject_code"], row["value"], row["other_value"])
        for row in shards["mention"]
        if row["mention_kind"] == kind
    ]


def test_counts_of_what_stands_in_quotation_marks_are_kept_but_not_those_of_plans(tmp_path: Path) -> None:
    words = "举办了两次“业务能力”培训，计划开展12次“业务能力”培训，实际开展3次“业务能力”培训。"
    shards = read(tmp_path, form(goal=words))
    assert mentions(shards, "form_count") == [("1", "2", "次“业务能力”"), ("1", "3", "次“业务能力”")]


def test_a_label_in_the_header_of_the_funds_stands_apart_from_its_numbers(tmp_path: Path) -> None:
    funds = [
        ["项目资金\n（万元）", "资金总额:", *FUNDS[0][2:]],
        [None, "", *FUNDS[1][2:]],
        FUNDS[2],
    ]
    assert len(mentions(read(tmp_path, form(funds=funds)), "form_label_apart")) == 1
    assert mentions(read(tmp_path, form()), "form_label_apart") == []
