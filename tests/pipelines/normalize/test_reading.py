"""How rows, names and numbers of a table become amounts, and what becomes a finding."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.errors import DocumentRefused
from pipelines.normalize.run import read_document
from tests.pipelines.normalize.drawn import COVER, EXPENDITURE_WIDTHS, amounts, expenditure, read
from tests.pipelines.ruled import RuledPage, ruled_pdf


def test_a_row_becomes_one_amount_for_each_printed_number(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "12.30", "12.30", ""]]))
    assert amounts(shards) == [
        ("expenditure", None, "201", "一般公共服务支出", "total", "12.3"),
        ("expenditure", None, "201", "一般公共服务支出", "basic", "12.3"),
    ]
    assert shards["amount"][0]["amount_yuan"] == Decimal("123000.00")
    assert shards["amount"][0]["published_text"] == "12.30"
    assert shards["amount"][0]["page"] == 2


def test_blank_zero_and_dash_are_three_things(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "0.00", "", "——"]]))
    assert [(row[4], row[5]) for row in amounts(shards)] == [("total", "0")]
    assert shards["finding"] == []


def test_a_table_that_continues_on_the_next_page_without_a_header_is_one_table(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]]),
        RuledPage(heading=[], rows=[["208", "社会保障和就业支出", "2.00", "2.00", ""]], widths=EXPENDITURE_WIDTHS),
    )
    assert [(row[2], row[4], row[5]) for row in amounts(shards)] == [
        ("201", "total", "1"),
        ("201", "basic", "1"),
        ("208", "total", "2"),
        ("208", "basic", "2"),
    ]
    assert [(row["first_page"], row["last_page"]) for row in shards["table"]] == [(2, 3)]


def test_a_title_and_header_printed_again_on_the_next_page_are_not_data(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]]),
        expenditure([["208", "社会保障和就业支出", "2.00", "2.00", ""]]),
    )
    assert [(row[2], row[5]) for row in amounts(shards)] == [("201", "1"), ("201", "1"), ("208", "2"), ("208", "2")]
    assert len(shards["table"]) == 1


def test_a_name_broken_at_the_end_of_a_page_is_one_name(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        expenditure([["2080505", "机关事业单位基本养老", "1.00", "1.00", ""]]),
        RuledPage(
            heading=[],
            rows=[["", "保险缴费支出", "", "", ""], ["208", "社会保障和就业支出", "2.00", "", ""]],
            widths=EXPENDITURE_WIDTHS,
        ),
    )
    assert {(row[2], row[3]) for row in amounts(shards)} == {
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("208", "社会保障和就业支出"),
    }


def test_the_page_may_end_between_a_name_and_its_numbers(tmp_path: Path) -> None:
    shards = read(
        tmp_path,
        expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""], ["2080505", "机关事业单位基本养老", "", "", ""]]),
        RuledPage(heading=[], rows=[["", "保险缴费支出", "2.00", "2.00", ""]], widths=EXPENDITURE_WIDTHS),
    )
    assert [(row[2], row[3], row[5]) for row in amounts(shards)[2:]] == [
        ("2080505", "机关事业单位基本养老保险缴费支出", "2"),
        ("2080505", "机关事业单位基本养老保险缴费支出", "2"),
    ]


def test_a_second_column_of_one_measure_is_held_back(tmp_path: Path) -> None:
    page = expenditure([["201", "一般公共服务支出", "3.00", "2.00", "1.00"]])
    page.rows = [["项目", None, "本年支出合计", "基本支出", "其中基本支出"], *page.rows[1:]]
    shards = read(tmp_path, page)
    assert [row["published_text"] for row in shards["amount"]] == ["3.00", "2.00"]
    assert [(row["finding_kind"], row["printed_text"]) for row in shards["finding"]] == [("unknown_heading", "1.00")]


def test_the_unit_may_stand_in_the_header(tmp_path: Path) -> None:
    page = expenditure([["201", "一般公共服务支出", "3.00", "", ""]], heading=["支出决算表"])
    page.rows = [["项目", None, "本年支出合计（元）", "基本支出", "项目支出"], *page.rows[1:]]
    assert [row["published_unit"] for row in read(tmp_path, page)["amount"]] == ["元"]


def test_an_empty_statutory_table_is_recognized_and_blank(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["", "", "", "", ""], ["合计", "", "", "", ""]]))
    assert [(row["table_id"], row["state"], row["amount_count"]) for row in shards["table"]] == [
        ("expenditure", "blank", 0)
    ]
    assert shards["amount"] == []


def test_units_of_measure_belong_to_each_table(tmp_path: Path) -> None:
    in_yuan = expenditure([["201", "一般公共服务支出", "12300.00", "", ""]], heading=["支出决算表", "单位：元"])
    income = expenditure([["201", "一般公共服务支出", "1.23", "1.23", ""]], heading=["收入决算表", "单位：万元"])
    income.rows = [["项目", None, "本年收入合计", "财政拨款收入", "其他收入"], *income.rows[1:]]
    yuan = {
        row["table_id"]: (row["published_unit"], row["amount_yuan"])
        for row in read(tmp_path, in_yuan, income)["amount"]
    }
    assert yuan == {"expenditure": ("元", Decimal("12300.00")), "income": ("万元", Decimal("12300.00"))}


def test_amounts_of_a_table_without_any_unit_are_held_back_with_a_finding(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "1.00", "", ""]], heading=["支出决算表"]))
    assert shards["amount"] == []
    assert [row["finding_kind"] for row in shards["finding"]] == ["unknown_money_unit"]


def test_a_number_under_an_unknown_heading_is_held_back_with_page_and_cell(tmp_path: Path) -> None:
    page = expenditure([["201", "一般公共服务支出", "1.00", "1.00", "9.99"]])
    page.rows = [["项目", None, "本年支出合计", "基本支出", "某种新支出"], *page.rows[1:]]
    shards = read(tmp_path, page)
    assert "9.99" not in {row["published_text"] for row in shards["amount"]}
    finding = next(row for row in shards["finding"] if row["finding_kind"] == "unknown_heading")
    assert (finding["page"], finding["row_no"], finding["column_no"], finding["printed_text"]) == (2, 2, 4, "9.99")
    assert finding["x1"] > finding["x0"]


def test_a_text_in_an_amount_column_is_a_finding_not_a_number(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "1.00", "五元", ""]]))
    assert [(row["finding_kind"], row["printed_text"]) for row in shards["finding"]] == [("unreadable_amount", "五元")]


@pytest.mark.parametrize("text", ["62220212345678901234", "9" * 11 + ".00", "0.1234567", "-62220212345678901234.00"])
def test_a_number_that_can_be_no_amount_in_its_unit_is_a_finding(tmp_path: Path, text: str) -> None:
    page = expenditure([["201", "一般公共服务支出", text, "2.00", ""]], widths=[60, 120, 160, 80, 80])
    shards = read(tmp_path, page)
    assert [row[4] for row in amounts(shards)] == ["basic"]
    (finding,) = shards["finding"]
    assert (finding["finding_kind"], finding["printed_text"], finding["page"]) == ("unreadable_amount", text, 2)
    assert "too large or has too many decimals" in str(finding["message"])


def test_the_largest_amounts_there_are_are_read(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "2,211,000,000.00", "", ""]]))
    assert shards["amount"][0]["amount_yuan"] == Decimal("22110000000000.00")


def test_an_unknown_code_is_kept_and_said(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["2999999", "某项支出", "1.00", "", ""]]))
    assert [row["subject_code"] for row in shards["amount"]] == ["2999999"]
    assert [row["finding_kind"] for row in shards["finding"]] == ["unknown_code"]


def test_unit_and_year_come_from_the_document_not_from_its_file_name(tmp_path: Path) -> None:
    path = tmp_path / "2019年别的单位部门决算.pdf"
    ruled_pdf(path, [COVER, expenditure([["201", "一般公共服务支出", "1.00", "", ""]])])
    document = read_document(path, "0" * 64)["document"].to_pylist()[0]
    assert (document["unit_name_zh"], document["fiscal_year"]) == ("某省示例局", 2024)
    assert document["document_kind"] == "department_final_accounts"


@pytest.mark.parametrize(
    ("lines", "unit", "kind"),
    [
        (["2024年度某省示例局部门决算公开"], "某省示例局", "department_final_accounts"),
        (["某省示例局（本级）", "2024年度决算"], "某省示例局（本级）", "own_level_final_accounts"),
        (["附件1", "某省示例中心", "2024年度单位决算"], "某省示例中心", "unit_final_accounts"),
        (["某省示例局2024年部门预算"], "某省示例局", "budget"),
    ],
)
def test_covers_are_worded_in_many_ways(tmp_path: Path, lines: list[str], unit: str, kind: str) -> None:
    path = tmp_path / "document.pdf"
    cover = RuledPage(heading=lines, rows=[], widths=[])
    ruled_pdf(path, [cover, expenditure([["201", "一般公共服务支出", "1.00", "", ""]])])
    document = read_document(path, "0" * 64)["document"].to_pylist()[0]
    assert (document["unit_name_zh"], document["fiscal_year"], document["document_kind"]) == (unit, 2024, kind)


def test_a_first_page_of_prose_is_no_cover_and_the_tables_tell_whose_accounts_they_are(tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    prose = [
        "为贯彻落实预算法和政府信息公开条例的有关要求，保障社会公众的知情权和监督权，",
        "现将本单位2024年度部门决算有关情况说明如下。",
    ]
    page = expenditure(
        [["201", "一般公共服务支出", "1.00", "", ""]],
        heading=["支出决算表", "部门：某省示例局", "2024年度", "金额单位：万元"],
    )
    ruled_pdf(path, [RuledPage(heading=prose, rows=[], widths=[]), page])
    document = read_document(path, "0" * 64)["document"].to_pylist()[0]
    assert (document["unit_name_zh"], document["fiscal_year"]) == ("某省示例局", 2024)


def test_a_placeholder_is_not_a_unit(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    cover = RuledPage(heading=["某省XX局", "2024年度部门决算"], rows=[], widths=[])
    ruled_pdf(path, [cover, expenditure([["", "", "", "", ""]])])
    shards = read_document(path, "0" * 64)
    assert shards["document"].to_pylist()[0]["unit_name_zh"] is None
    assert [row["finding_kind"] for row in shards["finding"].to_pylist()] == ["placeholder_name"]


def test_a_form_that_is_a_grid_but_no_statutory_table_gives_no_amounts(tmp_path: Path) -> None:
    form = RuledPage(
        heading=["业务培训项目支出绩效自评表", "（2024年度）"],
        rows=[["项目名称", "业务培训", "得分"], ["年度资金总额", "100.00", "10.00"], ["其他资金", "5.00", ""]],
        widths=[100, 100, 60],
    )
    shards = read(tmp_path, expenditure([["201", "一般公共服务支出", "1.00", "", ""]]), form)
    assert len(shards["amount"]) == 1
    assert [row["state"] for row in shards["table"]] == ["filled", "unrecognized"]


def test_a_document_without_a_statutory_table_is_refused(tmp_path: Path) -> None:
    path = ruled_pdf(tmp_path / "other.pdf", [COVER])
    with pytest.raises(DocumentRefused) as refused:
        read_document(path, "0" * 64)
    assert refused.value.reason_class == "no_statutory_table"


def test_reading_twice_gives_the_same_frames(tmp_path: Path) -> None:
    path = ruled_pdf(tmp_path / "document.pdf", [COVER, expenditure([["201", "一般公共服务支出", "1.00", "", ""]])])
    first, second = read_document(path, "0" * 64), read_document(path, "0" * 64)
    assert all(first[relation].equals(second[relation]) for relation in first)


def test_a_code_printed_with_the_name_of_another_is_said(tmp_path: Path) -> None:
    shards = read(tmp_path, expenditure([["208", "卫生健康支出", "1.00", "", ""]]))
    assert [row["subject_code"] for row in shards["amount"]] == ["208"]
    assert [row["finding_kind"] for row in shards["finding"]] == ["subject_name_differs"]
    assert "社会保障和就业支出" in shards["finding"][0]["message"]


def test_every_sign_and_separator_in_a_real_cell_is_the_number_it_prints(tmp_path: Path) -> None:
    printed = {
        "１２．５０": "12.5",
        "−3.00": "-3",
        "（4.00）": "-4",
        "1 234.56": "1234.56",
        "1,234,567.89": "1234567.89",
        "0.123456": "0.123456",
    }
    codes = ["201", "202", "203", "204", "205", "206"]
    names = ["一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出"]
    dashes = ["—", "——", "———", "-", "……", "–"]
    rows = [[code, name, text, dash, ""] for code, name, text, dash in zip(codes, names, printed, dashes, strict=True)]
    shards = read(tmp_path, expenditure(rows))
    assert [row[5] for row in amounts(shards)] == list(printed.values())
    assert [row["second_reading"] for row in shards["amount"]] == ["agreed"] * 6
    assert shards["finding"] == []


def test_kangxi_radicals_in_headings_and_names_are_the_characters_they_look_like(tmp_path: Path) -> None:
    page = expenditure([["2010101", "⾏政运⾏", "1.00", "", ""]])
    page.rows = [["项⽬", None, "本年⽀出合计", "基本⽀出", "项⽬⽀出"], *page.rows[1:]]
    shards = read(tmp_path, page)
    assert [(row["subject_code"], row["label_zh"], row["measure"]) for row in shards["amount"]] == [
        ("2010101", "⾏政运⾏", "total")
    ]
    assert shards["finding"] == []


@pytest.mark.parametrize("rules", ["none", "horizontal"])
def test_a_table_without_a_grid_of_rules_gives_no_amount_and_a_finding(tmp_path: Path, rules: str) -> None:
    borderless = expenditure([["201", "一般公共服务支出", "1.00", "1.00", ""]], rules=rules)
    income = expenditure([["201", "一般公共服务支出", "2.00", "2.00", ""]], heading=["收入决算表", "单位：万元"])
    income.rows = [["项目", None, "本年收入合计", "财政拨款收入", "其他收入"], *income.rows[1:]]
    shards = read(tmp_path, income, borderless)
    assert {row["table_id"] for row in shards["amount"]} == {"income"}
    assert [(row["finding_kind"], row["table_id"]) for row in shards["finding"]] == [
        ("announced_without_table", "expenditure")
    ]
