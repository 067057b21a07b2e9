"""From stored documents to shards: what can be read is there, what cannot is a row with its reason."""

from decimal import Decimal
from pathlib import Path

import pytest

from demo.document import TypesetDocument
from pipelines import process
from pipelines.process import process_document, process_documents
from pipelines.settings import Limits, read_settings
from pipelines.shards import read_shard, shards_folder
from pipelines.version import PIPELINE_VERSION
from scrapers.storage import DocumentStore
from warehouse import packs
from warehouse.packs import open_sources


def test_a_disclosure_is_read_into_the_amounts_it_prints(home: Path, disclosure: TypesetDocument) -> None:
    document_id = DocumentStore(home).store_file(disclosure.path).document_id
    report = process_document(document_id, home)
    assert (report.state, report.reason_class, report.reason) == ("published", None, None)
    amounts = read_shard(home, PIPELINE_VERSION, "amount", document_id).column("published_amount").to_pylist()
    assert sorted(amounts) == sorted(Decimal(amount.text.replace(",", "")) for amount in disclosure.amounts)
    assert report.amount_count == len(amounts)


@pytest.mark.parametrize("reason_class", ["encrypted", "damaged", "no_statutory_table"])
def test_what_cannot_be_used_is_refused_with_its_class_and_no_amount(
    home: Path, unusable: dict[str, Path], reason_class: str
) -> None:
    document_id = DocumentStore(home).store_file(unusable[reason_class]).document_id
    report = process_document(document_id, home)
    (row,) = read_shard(home, PIPELINE_VERSION, "document", document_id).to_pylist()
    assert (row["state"], row["reason_class"]) == ("refused", reason_class)
    assert row["reason"] == report.reason
    assert row["byte_count"] == unusable[reason_class].stat().st_size
    assert read_shard(home, PIPELINE_VERSION, "amount", document_id).num_rows == 0


def test_a_document_that_takes_too_long_is_quarantined_and_the_next_run_of_this_version_leaves_it(
    home: Path, disclosure: TypesetDocument
) -> None:
    document_id = DocumentStore(home).store_file(disclosure.path).document_id
    hasty = read_settings({}, home=home).model_copy(update={"limits": Limits(seconds=0.01)})
    (report,) = process_documents([document_id], hasty)
    assert (report.state, report.reason_class) == ("quarantined", "timeout")
    (same,) = process_documents([document_id], read_settings({}, home=home))
    assert (same.state, same.reason) == ("quarantined", report.reason)
    (again,) = process_documents([document_id], read_settings({}, home=home), again=True)
    assert again.state == "published"


def test_a_document_over_the_size_limit_is_refused_without_being_opened(
    home: Path, disclosure: TypesetDocument
) -> None:
    document_id = DocumentStore(home).store_file(disclosure.path).document_id
    strict = read_settings({}, home=home).model_copy(update={"limits": Limits(document_bytes=1000)})
    (report,) = process_documents([document_id], strict)
    assert (report.state, report.reason_class) == ("refused", "too_large")


def test_what_has_been_read_is_packed_while_the_rest_is_read(
    home: Path, disclosure: TypesetDocument, unusable: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_DOCUMENTS_BETWEEN_PACKS", 2)
    monkeypatch.setitem(packs.pack_loose.__kwdefaults__, "documents_a_pack", 1)
    store = DocumentStore(home)
    paths = (disclosure.path, unusable["encrypted"], unusable["damaged"])
    reports = process_documents([store.store_file(path).document_id for path in paths], read_settings({}, home=home))

    def packed() -> int:
        with open_sources(shards_folder(home, PIPELINE_VERSION)) as sources:
            return sum(len(pack.held) for pack in sources.packs)

    counts = []
    for _ in reports:
        counts.append(packed())
    assert [*counts, packed()] == [0, 0, 2, 3]
