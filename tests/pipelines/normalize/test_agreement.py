"""An amount is only trusted when an independent reader saw the same number in the same cell."""

from pathlib import Path

import pytest

from pipelines.extract.second_reader import SecondCell
from pipelines.normalize import reading, run
from pipelines.normalize.agreement import SecondReading
from pipelines.normalize.decisions import decisions
from tests.pipelines.normalize.drawn import COVER, expenditure
from tests.pipelines.ruled import ruled_pdf

CELL = (100.0, 100.0, 160.0, 118.0)
TEXT = (120.0, 103.0, 158.0, 114.0)


def compare(*cells: SecondCell) -> str:
    return SecondReading({1: list(cells)}).compare(1, "1,234.56", TEXT, CELL)[0]


def test_the_same_text_in_a_cell_with_the_same_edges_agrees() -> None:
    assert compare(SecondCell((100.4, 99.6, 160.2, 118.3), "1,234.56")) == "agreed"


def test_another_text_disagrees() -> None:
    assert compare(SecondCell(CELL, "1,234.65")) == "disagreed"


def test_the_same_text_in_a_wider_or_taller_cell_disagrees_because_its_neighbours_are_others() -> None:
    assert compare(SecondCell((40.0, 100.0, 160.0, 118.0), "1,234.56")) == "disagreed"
    assert compare(SecondCell((100.0, 100.0, 160.0, 136.0), "1,234.56")) == "disagreed"


def test_a_place_the_second_reader_did_not_see_is_unread_not_agreed() -> None:
    assert compare() == "unread"
    assert compare(SecondCell((200.0, 100.0, 260.0, 118.0), "1,234.56")) == "unread"


def test_a_decision_releases_exactly_the_text_it_names(tmp_path: Path) -> None:
    table = tmp_path / "reading_decisions.csv"
    table.write_text(
        "document_id,page,table_id,row_name,measure,published_text,reason,decided_date\n"
        f"{'0' * 64},2,expenditure,201,basic,2.00,looked at the page,2026-11-23\n",
        encoding="utf-8",
    )
    assert decisions(table) == {("0" * 64, 2, "expenditure", "201", "basic", "2.00")}


def test_an_amount_the_readers_disagree_on_is_held_back_with_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ruled_pdf(tmp_path / "a.pdf", [COVER, expenditure([["201", "一般公共服务支出", "1.00", "2.00", ""]])])
    extract = run.extract_document

    def with_a_misread_cell(*arguments: object, **options: object) -> object:
        document = extract(*arguments, **options)
        document.second_cells[2] = [
            SecondCell(cell.box, "7.00" if cell.text == "2.00" else cell.text) for cell in document.second_cells[2]
        ]
        return document

    monkeypatch.setattr(run, "extract_document", with_a_misread_cell)
    shards = run.read_document(path, "0" * 64)
    assert [(row["measure"], row["second_reading"]) for row in shards["amount"].to_pylist()] == [("total", "agreed")]
    assert [row["finding_kind"] for row in shards["finding"].to_pylist()] == ["readers_disagree"]
    decided = frozenset({("0" * 64, 2, "expenditure", "201", "basic", "2.00")})
    monkeypatch.setattr(reading, "decisions", lambda: decided)
    released = run.read_document(path, "0" * 64)["amount"].to_pylist()
    assert [(row["measure"], row["second_reading"]) for row in released] == [("total", "agreed"), ("basic", "decided")]
