"""The document store and the sighting logs."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.media import could_be_a_document
from scrapers.storage import (
    DocumentStore,
    NotADocument,
    Outcome,
    Sighting,
    SightingError,
    SightingLog,
    read_sightings,
)


def sighting(outcome: Outcome = "stored", **columns: object) -> Sighting:
    base = {"portal_id": "demo_city", "run_id": "r1", "seen_at": datetime.now(UTC), "outcome": outcome}
    return Sighting.model_validate({**base, **columns})


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=5_000), st.binary(max_size=900))
def test_bytes_are_stored_once_under_their_hash_however_they_come(tail: bytes, other: bytes) -> None:
    data = b"%PDF-1.7\n" + tail
    with TemporaryDirectory() as folder:
        store = DocumentStore(Path(folder))
        first, second = store.store(data), store.store(data)
        file = Path(folder) / "copy.bin"
        file.write_bytes(data)
        third = store.store_file(file)
        assert first.document_id == second.document_id == third.document_id == hashlib.sha256(data).hexdigest()
        assert [first.is_new, second.is_new, third.is_new] == [True, False, False]
        assert first.path.read_bytes() == data
        assert first.path == store.path_of(first.document_id)
        assert first.path.relative_to(folder).as_posix() == f"documents/{first.document_id[:2]}/{first.document_id}.pdf"
        store.store(b"%PDF-1.7\n" + other)
        names = [path.name for path in (Path(folder) / "documents").rglob("*") if path.is_file()]
        assert len(names) == len({data, b"%PDF-1.7\n" + other})
        assert all(len(name) == 68 for name in names), "no temporary file is left"


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=3_000).filter(lambda data: not could_be_a_document(data)))
def test_what_is_no_document_by_its_first_bytes_is_refused_and_leaves_nothing(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        store = DocumentStore(Path(folder))
        with pytest.raises(NotADocument) as refusal:
            store.store(data)
        assert refusal.value.reason
        assert not [path for path in Path(folder).rglob("*") if path.is_file()]


def test_a_page_is_a_document_only_where_it_is_said_to_be_one(tmp_path: Path) -> None:
    store, page = DocumentStore(tmp_path), b"<!DOCTYPE html><table><tr><td>1</td></tr></table>"
    with pytest.raises(NotADocument, match="first bytes are those of text/html"):
        store.store(page)
    stored = store.store(page, is_page=True)
    assert (stored.media_type, stored.path.suffix) == ("text/html", ".html")
    assert store.path_of(stored.document_id) == stored.path


def test_a_document_cut_short_by_a_full_disk_is_written_again(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    data = b"%PDF-1.7\n" + b"x" * 1000
    path = store.store(data).path
    os.truncate(path, 10)
    assert store.store(data).is_new
    assert path.read_bytes() == data


def test_unfinished_files_of_killed_runs_are_swept_after_a_day(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path)
    folder = store.store(b"%PDF-1.7\n").path.parent
    old, fresh = folder / ".incoming-old", folder / ".incoming-fresh"
    for file in (old, fresh):
        file.write_bytes(b"%PDF")
    os.utime(old, (0, 0))
    assert store.sweep() == 1
    assert not old.exists()
    assert fresh.exists()


@pytest.mark.parametrize("document_id", ["", "../../etc/passwd", "AB" * 32, "0" * 63])
def test_only_a_sha256_names_a_document(tmp_path: Path, document_id: str) -> None:
    with pytest.raises(ValueError, match="is not a document id"):
        DocumentStore(tmp_path).path_of(document_id)


def test_a_log_is_invisible_until_its_run_ends_and_has_the_columns_of_the_contract(tmp_path: Path) -> None:
    with SightingLog(tmp_path, "demo_city", "r1") as log:
        log.append(sighting(title_zh="决算", file_url="http://h/a.pdf"))
        assert list(read_sightings(tmp_path)) == []
    assert log.path == tmp_path / "sightings" / "demo_city" / "r1.jsonl"
    line = json.loads(log.path.read_text(encoding="utf-8"))
    assert list(line) == [
        *("portal_id", "run_id", "seen_at", "region_code", "publisher_zh", "landing_url", "file_url", "title_zh"),
        *("listing_title_zh", "published_date", "http_status", "etag", "last_modified", "media_type", "byte_count"),
        *("document_id", "outcome", "reason", "content_type", "final_url", "archive_id", "member_zh"),
        *("index_no", "issuing_body_zh", "social_credit_code"),
    ]
    assert line["title_zh"] == "决算"
    assert line["seen_at"].endswith("Z")


def test_a_run_without_a_look_leaves_no_log(tmp_path: Path) -> None:
    with SightingLog(tmp_path, "local", "r1") as log:
        pass
    assert log.close() is None
    assert list((tmp_path / "sightings" / "local").iterdir()) == []


def test_the_log_of_a_killed_run_is_adopted_without_its_torn_line(tmp_path: Path) -> None:
    folder = tmp_path / "sightings" / "demo_city"
    folder.mkdir(parents=True)
    whole = sighting().model_dump_json() + "\n"
    (folder / "r0.jsonl.partial").write_text(whole * 2 + whole[:40], encoding="utf-8")
    (folder / "empty.jsonl.partial").write_text(whole[:20], encoding="utf-8")
    with SightingLog(tmp_path, "demo_city", "r0") as log:
        log.append(sighting())
    assert {path.name for path in folder.iterdir()} == {"r0.jsonl", "r0.2.jsonl"}
    assert len(list(read_sightings(tmp_path, "demo_city"))) == 3


def test_a_log_that_is_still_written_is_left_alone(tmp_path: Path) -> None:
    with SightingLog(tmp_path, "demo_city", "r1") as first:
        first.append(sighting())
        with SightingLog(tmp_path, "demo_city", "r2") as second:
            second.append(sighting())
        assert [path.name for path in second.path.parent.glob("*.partial")] == ["r1.jsonl.partial"]
    assert len(list(read_sightings(tmp_path))) == 2


def test_a_line_that_is_no_sighting_is_named_by_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "sightings" / "demo_city"
    folder.mkdir(parents=True)
    (folder / "r0.jsonl").write_text(sighting().model_dump_json() + '\n{"outcome": "lost"}\n', encoding="utf-8")
    with pytest.raises(SightingError, match=r"r0\.jsonl, line 2: "):
        list(read_sightings(tmp_path))


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden"])
def test_a_log_is_not_written_outside_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a sighting log"):
        SightingLog(tmp_path, "demo_city", name)
