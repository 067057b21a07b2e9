"""Held-back amounts are released by the identities of their own document, never by one alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.second_reader import SecondCell
from pipelines.normalize import run
from pipelines.normalize.identities import ReadAmount, settled
from pipelines.normalize.money import parse_amount
from pipelines.normalize.rows import PrintedAmount
from tests.pipelines.normalize.drawn import COVER, expenditure
from tests.pipelines.ruled import ruled_pdf

WHOLE = [
    ["", "合计", "9.00", "6.00", "3.00"],
    ["201", "一般公共服务支出", "9.00", "6.00", "3.00"],
    ["20106", "财政事务", "9.00", "6.00", "3.00"],
    ["2010601", "行政运行", "6.00", "6.00", ""],
    ["2010602", "一般行政管理事务", "3.00", "", "3.00"],
]


def table(*rows: list[str], disagreed: Callable[[str, str], bool]) -> list[ReadAmount]:
    amounts = []
    for order, (code, label, *texts) in enumerate(rows, start=1):
        for measure, text in zip(("total", "basic", "project"), texts, strict=True):
            number = parse_amount(text) if text else None
            if number is None:
                continue
            reading = "disagreed" if disagreed(code, measure) else "agreed"
            box = (0.0, 0.0, 1.0, 1.0)
            amount = PrintedAmount(None, order, None, code or None, label, measure, text, number, 1, box, box, reading)
            amounts.append(ReadAmount("expenditure", None, "万元", amount))
    return amounts


def places(amounts: list[PrintedAmount]) -> set[tuple[str | None, str]]:
    return {(amount.subject_code, amount.measure) for amount in amounts}


def test_an_amount_that_fits_its_row_and_its_column_is_settled() -> None:
    amounts = table(*WHOLE, disagreed=lambda code, measure: (code, measure) == ("20106", "basic"))
    assert places(settled(amounts)) == {("20106", "basic")}


def test_a_whole_table_that_fits_in_both_directions_is_settled() -> None:
    amounts = table(*WHOLE, disagreed=lambda code, measure: True)
    assert len(settled(amounts)) == len(amounts)


def test_an_amount_that_breaks_any_of_its_identities_stays_held_back() -> None:
    rows = [list(row) for row in WHOLE]
    rows[3][3] = "5.00"
    amounts = table(*rows, disagreed=lambda code, measure: code == "2010601")
    assert settled(amounts) == []


def test_one_identity_is_not_enough() -> None:
    amounts = table(["201", "一般公共服务支出", "9.00", "6.00", "3.00"], disagreed=lambda code, measure: True)
    assert settled(amounts) == []


def test_agreed_amounts_are_left_alone() -> None:
    assert settled(table(*WHOLE, disagreed=lambda code, measure: False)) == []


@given(st.permutations(["6.00", "2.00", "1.00"]))
def test_amounts_in_wrong_rows_are_never_settled(order: list[str]) -> None:
    rows = [
        ["201", "一般公共服务支出", "9.00", "9.00", ""],
        ["20106", "财政事务", "9.00", "9.00", ""],
        *(
            [code, code, total, basic, ""]
            for code, total, basic in zip(
                ("2010601", "2010602", "2010650"), ("6.00", "2.00", "1.00"), order, strict=True
            )
        ),
    ]
    amounts = table(*rows, disagreed=lambda code, measure: len(code) == 7 and measure == "basic")
    misplaced = {
        code
        for code, right, read in zip(("2010601", "2010602", "2010650"), ("6.00", "2.00", "1.00"), order, strict=True)
        if right != read
    }
    assert not {code for code, _ in places(settled(amounts))} & misplaced


def test_a_settled_amount_is_published_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ruled_pdf(tmp_path / "a.pdf", [COVER, expenditure([list(row) for row in WHOLE])])
    extract = run.extract_document

    def with_a_misread_cell(*arguments: object, **options: object) -> object:
        document = extract(*arguments, **options)
        document.second_cells[2] = [
            SecondCell(cell.box, "8.00" if cell.text == "6.00" else cell.text) for cell in document.second_cells[2]
        ]
        return document

    monkeypatch.setattr(run, "extract_document", with_a_misread_cell)
    shards = run.read_document(path, "0" * 64)
    readings = {row["published_text"]: row["second_reading"] for row in shards["amount"].to_pylist()}
    assert readings == {"9.00": "agreed", "6.00": "identity", "3.00": "agreed"}
    assert shards["finding"].to_pylist() == []
