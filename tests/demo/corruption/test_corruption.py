"""The corruption test itself: what is changed, who notices, and what is said of what nobody notices."""

import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from demo.corruption.outcomes import UNTOUCHED, Outcome
from demo.corruption.plan import KINDS, Plan, plan_document
from demo.corruption.report import summarize
from demo.corruption.run import Sample, corrupt
from demo.corruption.source import open_source
from demo.document import TypesetDocument
from pipelines.ingest_command import run_ingest
from pipelines.settings import read_settings
from pipelines.stages import load_work_file
from tests.warehouse.builds import example, write_inputs
from tests.warehouse.compiled import Build, build
from tests.warehouse.figures import Document
from warehouse.build import SQL_FOLDER
from warehouse.load import load

__all__ = ["build"]

UNITS = ("dim_document", "dim_unit")
"""Models that tell which documents belong together; the test builds the checks itself."""
CHECKS = tuple(path.stem for path in (SQL_FOLDER / "models" / "checks").glob("chk_*.sql"))


def lonely_amount() -> Document:
    """A year before 2024 whose figures agree, with a table of which only one amount is printed: nothing confirms it."""
    document = example(2023)
    document.table_states["disclosure_statistics"] = "filled"
    return document.prints("disclosure_statistics", "12.34", line="procurement.unrelated", label="某项", page=3)


@pytest.fixture(scope="module")
def work_file(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    home = tmp_path_factory.mktemp("corruption")
    write_inputs(home, [lonely_amount()])
    load(home / "shards" / "test", home / "sightings", home / "work.duckdb")
    build(home / "work.duckdb", *UNITS)
    return home / "work.duckdb"


@pytest.fixture(scope="module")
def tested(work_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, list[Outcome]]:
    sample = Sample((lonely_amount().document_id,))
    return corrupt(work_file, sample, tmp_path_factory.mktemp("copies"))


def outcome(tested: tuple[Plan, list[Outcome]], kind: str, line: str, place: str | None = None) -> Outcome:
    (found,) = (
        o
        for o in tested[1]
        if (o.corruption.kind, o.corruption.line) == (kind, line) and place in (None, o.corruption.place)
    )
    return found


def test_every_amount_is_changed_once_for_each_kind_that_makes_another_number(
    tested: tuple[Plan, list[Outcome]],
) -> None:
    document = lonely_amount()
    kinds = Counter(o.corruption.kind for o in tested[1])
    assert kinds["digit"] == len(document.amounts)
    assert set(kinds) == set(KINDS)
    skipped = Counter(kind for (kind, _), count in tested[0].skipped.items() for _ in range(count))
    assert kinds["point"] + skipped["point"] == kinds["swap"] + skipped["swap"] == len(document.amounts)


def test_a_changed_part_is_noticed_by_the_sum_that_it_takes_part_in(tested: tuple[Plan, list[Outcome]]) -> None:
    found = outcome(tested, "digit", "expenditure.function.201")
    assert "T1.03" in found.noticed_by
    assert found.reason is None


def test_a_dropped_row_is_noticed_by_its_total(tested: tuple[Plan, list[Outcome]]) -> None:
    assert "T1.03" in outcome(tested, "row_dropped", "expenditure.function.208").noticed_by


def test_two_parts_of_one_sum_that_change_places_are_not_noticed_by_it(tested: tuple[Plan, list[Outcome]]) -> None:
    found = outcome(tested, "row_shift", "expenditure.function.201")
    assert "T1.03" not in found.noticed_by


def test_an_amount_that_no_identity_touches_stays_unnoticed_and_is_listed_with_that_reason(
    tested: tuple[Plan, list[Outcome]],
) -> None:
    found = outcome(tested, "digit", "procurement.unrelated")
    assert (found.is_noticed, found.reason) == (False, UNTOUCHED)
    entries = [e for e in summarize(*tested)["unnoticed"] if e["line"] == "procurement.unrelated"]
    assert {(entry["reason"], entry["place"]) for entry in entries} == {(UNTOUCHED, "disclosure_statistics")}


def test_the_figures_count_every_change_once(tested: tuple[Plan, list[Outcome]]) -> None:
    figures = summarize(*tested)
    for groups in ("totals", "by_kind", "by_place"):
        assert sum(group["changed"] for group in figures[groups]) == len(tested[1])
    unnoticed = sum(count for entry in figures["unnoticed"] for count in entry["kinds"].values())
    assert unnoticed == sum(not o.is_noticed for o in tested[1])


def test_two_runs_change_the_same_and_leave_the_work_file_as_it_is(work_file: Path) -> None:
    before = hashlib.sha256(work_file.read_bytes()).hexdigest()
    document_id = lonely_amount().document_id
    plans = []
    for _ in range(2):
        with open_source(work_file, [document_id]) as source:
            plans.append(plan_document(source, document_id).corruptions)
    assert plans[0] == plans[1]
    assert hashlib.sha256(work_file.read_bytes()).hexdigest() == before


def test_a_shift_and_a_drop_change_rows_and_no_amounts(tested: tuple[Plan, list[Outcome]]) -> None:
    for corruption in (o.corruption for o in tested[1] if o.corruption.kind in ("row_shift", "row_dropped")):
        for edit in corruption.edits:
            assert edit.values is None or not {"published_amount", "amount_yuan"} & edit.values.keys()


def test_the_amount_in_yuan_follows_the_printed_one(tested: tuple[Plan, list[Outcome]]) -> None:
    edits = [edit for o in tested[1] if o.corruption.kind == "digit" for edit in o.corruption.edits]
    assert all(
        edit.values is not None and edit.values["amount_yuan"] == edit.values["published_amount"] * Decimal(10_000)
        for edit in edits
    )


def test_numbers_of_tables_and_narrative_of_a_typeset_document_are_changed_and_judged(
    home: Path, disclosure: TypesetDocument, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "demo.corruption.run.build_models", lambda work_file, selection, project: build(work_file, *CHECKS)
    )
    settings = read_settings(home=home)
    assert run_ingest([disclosure.path], settings, again=False, build=False) == 0
    load_work_file(settings)
    build(settings.work_file, *UNITS)
    plan, outcomes = corrupt(settings.work_file, Sample((disclosure.sha256,)), home / "copies", most=24)
    assert len(plan.corruptions) == len(outcomes)
    assert 12 <= len(outcomes) <= 24
    assert {o.corruption.relation for o in outcomes} == {"amount", "claim"}
    assert all(o.is_noticed != bool(o.reason) for o in outcomes)
    of_tables = [o for o in outcomes if o.corruption.number_kind == "table amount"]
    assert sum(o.is_noticed for o in of_tables) >= 0.8 * len(of_tables)
    assert not list((home / "copies").glob("*.duckdb"))
