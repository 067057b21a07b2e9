"""Strangers' files cost themselves only: the good ones beside them are all exact."""

from pathlib import Path

import pytest

from demo.document import TypesetDocument
from pipelines.process import ProcessReport, process_documents
from pipelines.settings import read_settings
from scrapers.storage import DocumentStore
from tests.pipelines.hostile import HARMLESS, HOSTILE, write_all

SLOWEST = 40.0


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, disclosure: TypesetDocument) -> dict[str, ProcessReport]:
    home = tmp_path_factory.mktemp("hostile")
    files = [*HARMLESS.items(), *((name, make) for name, (make, _) in HOSTILE.items())]
    paths = write_all(home / "files", disclosure.path.read_bytes(), files)
    store = DocumentStore(home)
    names = {store.store_file(path).document_id: name for name, path in paths.items()}
    settings = read_settings({}, home=home)
    return {names[report.document_id]: report for report in process_documents(names, settings)}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_good_file_among_hostile_ones_is_read_whole(
    reports: dict[str, ProcessReport], disclosure: TypesetDocument, name: str
) -> None:
    assert (reports[name].state, reports[name].amount_count) == ("published", len(disclosure.amounts))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_record_with_its_cause_in_time(reports: dict[str, ProcessReport], name: str) -> None:
    report = reports[name]
    assert report.reason_class in HOSTILE[name][1], report.reason
    assert report.seconds < SLOWEST
    if report.reason_class is not None:
        assert report.reason
        assert report.amount_count == 0


def test_there_are_enough_hostile_files_and_each_has_an_outcome(reports: dict[str, ProcessReport]) -> None:
    assert len(HOSTILE) >= 20
    assert reports.keys() == HOSTILE.keys() | HARMLESS.keys()


def test_a_worker_may_not_take_more_than_two_gibibytes(tmp_path: Path) -> None:
    assert read_settings({}, home=tmp_path).limits.memory_bytes <= 2 * 2**30
