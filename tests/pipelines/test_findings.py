"""`juesuan findings`: whose documents are meant, what is shown, and the 检查表."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.findings import Findings, UnknownTargetError, read_findings
from pipelines.findings_command import shown
from pipelines.findings_workbook import write_workbook
from pipelines.settings import Settings, read_settings
from tests.warehouse.builds import Built, built, example

__all__ = ["built"]

UNIT = "山西省太原市示范局"


@pytest.fixture
def settings(built: Built) -> Settings:
    return read_settings(home=built.home)


@pytest.fixture
def sheets(settings: Settings, tmp_path: Path) -> dict[str, Worksheet]:
    write_workbook(read_findings(settings, UNIT, 2023), tmp_path / "check.xlsx")
    book = load_workbook(tmp_path / "check.xlsx")
    return {name: book[name] for name in book.sheetnames}


def failure(findings: Findings, check_id: str) -> dict[str, object]:
    (row,) = (row for row in findings.comparisons if row["check_id"] == check_id)
    return row


def test_a_unit_is_found_by_its_name_whatever_its_spaces_and_brackets(settings: Settings) -> None:
    years = [document["fiscal_year"] for document in read_findings(settings, "山西省 太原市示范局").documents]
    assert years == [2024, 2023, 2022, 2021]
    assert (
        read_findings(settings, "国家示范局(本级)").documents == read_findings(settings, "国家示范局（本级）").documents
    )


def test_a_document_is_found_by_the_beginning_of_its_hash(settings: Settings) -> None:
    document_id = example(2023, first_class="65.00").document_id
    findings = read_findings(settings, document_id[:12])
    assert [document["document_id"] for document in findings.documents] == [document_id]
    assert findings.documents == read_findings(settings, document_id).documents


def test_a_file_that_was_never_ingested_is_told_what_to_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "new.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(UnknownTargetError, match="juesuan ingest"):
        read_findings(settings, str(tmp_path / "new.pdf"))


def test_an_unknown_unit_is_told_the_nearest_names(settings: Settings) -> None:
    with pytest.raises(UnknownTargetError, match=f"did you mean .*{UNIT}"):
        read_findings(settings, "太原市示范局")


def test_a_year_without_a_document_is_told_which_years_there_are(settings: Settings) -> None:
    with pytest.raises(UnknownTargetError, match="2021, 2022, 2023, 2024"):
        read_findings(settings, UNIT, 1999)


def test_the_judged_number_is_printed_and_the_other_side_is_expected(settings: Settings) -> None:
    """Expenditure of the year prints 90; its classes come to 65 and 30."""
    row = failure(read_findings(settings, UNIT, 2023), "T1.03")
    assert (row["printed"], row["expected"], row["difference"]) == (
        Decimal("900000.00"),
        Decimal("950000.00"),
        Decimal("-50000.00"),
    )
    assert (row["page"], row["published_text"], row["measured_in"]) == (1, "90.00", "yuan")


def test_comparisons_that_one_number_explains_are_one_finding(settings: Settings) -> None:
    findings = read_findings(settings, UNIT)
    assert {row["cause_id"] for row in findings.reported} == {row["cause_id"] for row in findings.comparisons}
    assert len(findings.reported) == len({row["cause_id"] for row in findings.reported})
    for row in findings.reported:
        members = {other["check_id"] for other in findings.comparisons if other["cause_id"] == row["cause_id"]}
        assert members == set(row["check_id"].split(", "))


def test_amounts_are_shown_as_readers_expect_them() -> None:
    assert shown(Decimal("900000.00"), "yuan") == "90万元"
    assert shown(Decimal("35.7400"), "percent") == "35.74%"
    assert shown(Decimal("100.00"), "count") == "100"
    assert shown(None, "yuan") == ""


def test_the_workbook_has_findings_and_what_was_not_testable_on_sheets_of_their_own(
    sheets: dict[str, Worksheet], settings: Settings
) -> None:
    findings = read_findings(settings, UNIT, 2023)
    assert list(sheets) == ["检查表", "无法检查", "合法例外", "读数问题", "说明", "检查明细"]
    assert sheets["检查表"].max_row == 1 + len(findings.reported)
    assert sheets["检查明细"].max_row == 1 + len(findings.comparisons)
    assert sheets["无法检查"].max_row == 1 + len(findings.untested)
    assert sheets["合法例外"].max_row == 1 + len(findings.excused)
    assert sheets["检查表"].freeze_panes == "B2"
    assert str(sheets["检查表"].auto_filter.ref).startswith("A1:")


def test_amounts_of_the_workbook_are_exact_numbers_in_wan_and_in_yuan(sheets: dict[str, Worksheet]) -> None:
    head = {str(cell.value).split("\n")[0]: cell.column for cell in sheets["检查明细"][1]}
    (position,) = (row[0].row for row in sheets["检查明细"].iter_rows(min_row=2) if row[0].value == "T1.03")
    values = {name: sheets["检查明细"].cell(position, column).value for name, column in head.items()}
    assert (values["印出数"], values["应为"], values["差额"]) == (90, 95, -5)
    assert (values["印出（元）"], values["应为（元）"], values["差额（元）"]) == (900000, 950000, -50000)
    assert (values["结果"], values["严重程度"], values["页"]) == ("不符", "错误", 1)


def test_a_text_that_begins_like_a_formula_stays_a_text(settings: Settings, tmp_path: Path) -> None:
    findings = read_findings(settings, UNIT, 2023)
    findings.reported[0]["explanation"] = "=HYPERLINK(1)"
    write_workbook(findings, tmp_path / "check.xlsx")
    types = {
        cell.data_type
        for row in load_workbook(tmp_path / "check.xlsx")["检查表"].iter_rows()
        for cell in row
        if cell.value == "=HYPERLINK(1)"
    }
    assert types == {"s"}


def test_the_command_writes_both_files_with_the_same_rows(built: Built, tmp_path: Path) -> None:
    files = {"--xlsx": tmp_path / "check.xlsx", "--json": tmp_path / "check.json"}
    options = [str(word) for pair in files.items() for word in pair]
    result = CliRunner().invoke(app, ["findings", UNIT, "--home", str(built.home), "--year", "2023", *options])
    assert result.exit_code == 0, result.output
    assert "T1.03" in result.stdout
    content = json.loads(files["--json"].read_text(encoding="utf-8"))
    (row,) = (row for row in content["comparisons"] if row["check_id"] == "T1.03")
    assert row["expected"].startswith("950000.00")
    ids = [cell.value for cell in load_workbook(files["--xlsx"])["检查表"]["A"][1:]]
    assert ids == [row["check_id"] for row in content["findings"]]


def test_an_unknown_name_is_one_clear_line_and_exit_status_1(built: Built) -> None:
    result = CliRunner().invoke(app, ["findings", "某某局", "--home", str(built.home)])
    assert result.exit_code == 1
    assert result.stderr.startswith("juesuan: 某某局 is no unit, document or file")
    assert len(result.stderr.splitlines()) == 1
