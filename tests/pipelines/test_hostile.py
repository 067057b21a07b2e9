"""Strangers' files cost themselves only: the good ones beside them are all exact."""

from collections import Counter
from pathlib import Path

import pytest

from demo.document import TypesetDocument
from pipelines.process import ProcessReport, process_documents
from pipelines.settings import read_settings
from pipelines.shards import read_shard
from pipelines.version import PIPELINE_VERSION
from scrapers.storage import DocumentStore
from tests.pipelines.hostile import HARMLESS, HOSTILE, write_all

SLOWEST = 40.0
HEAVIEST = 2 * 2**30


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def reports(home: Path, disclosure: TypesetDocument) -> dict[str, ProcessReport]:
    files = [*HARMLESS.items(), *((name, make) for name, (make, _) in HOSTILE.items())]
    paths = write_all(home / "files", disclosure.path.read_bytes(), files)
    store = DocumentStore(home)
    names = {store.store_file(path).document_id: name for name, path in paths.items()}
    settings = read_settings({}, home=home)
    return {names[report.document_id]: report for report in process_documents(names, settings)}


@pytest.mark.parametrize("name", HARMLESS)
def test_each_amount_of_a_good_file_among_hostile_ones_is_exact(
    home: Path, reports: dict[str, ProcessReport], disclosure: TypesetDocument, name: str
) -> None:
    columns = ["table_id", "side", "measure", "published_text", "published_amount", "published_unit"]
    rows = read_shard(home, PIPELINE_VERSION, "amount", reports[name].document_id).select(columns).to_pylist()
    printed = Counter(
        (amount.table_id, amount.side, amount.measure, amount.text, amount.amount, amount.unit)
        for amount in disclosure.amounts
    )
    assert reports[name].state == "published"
    assert Counter(tuple(row.values()) for row in rows) == printed


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_record_with_its_cause_in_time_and_nothing_of_it_is_published(
    home: Path, reports: dict[str, ProcessReport], name: str
) -> None:
    report = reports[name]
    assert report.reason_class in HOSTILE[name][1], report.reason
    assert report.reason
    assert report.seconds < SLOWEST
    assert read_shard(home, PIPELINE_VERSION, "amount", report.document_id).num_rows == 0
    assert read_shard(home, PIPELINE_VERSION, "cell", report.document_id).num_rows == 0


def test_there_are_enough_hostile_files_and_each_has_an_outcome(reports: dict[str, ProcessReport]) -> None:
    assert len(HOSTILE) >= 20
    assert reports.keys() == HOSTILE.keys() | HARMLESS.keys()


def test_no_worker_takes_more_than_two_gibibytes(tmp_path: Path, reports: dict[str, ProcessReport]) -> None:
    assert read_settings({}, home=tmp_path).limits.memory_bytes <= HEAVIEST
    told = [report.peak_bytes for report in reports.values() if report.peak_bytes]
    assert len(told) >= len(HARMLESS)
    assert max(told) < HEAVIEST
