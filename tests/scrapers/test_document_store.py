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

from scrapers.known import known_of
from scrapers.storage import (
    DocumentStore,
    NotADocument,
    Outcome,
    Sighting,
    SightingError,
    SightingLog,
    media_type_of,
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
@given(st.binary(max_size=3_000).filter(lambda data: b"%PDF-" not in data[:1024]))
def test_what_is_not_a_pdf_by_its_first_bytes_is_refused_and_leaves_nothing(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        store = DocumentStore(Path(folder))
        with pytest.raises(NotADocument) as refusal:
            store.store(data)
        assert refusal.value.reason
        assert not list(Path(folder).rglob("*.pdf"))


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\r\n\xef\xbb\xbf junk before %PDF-1.4", "application/pdf"),
        (b"PK\x03\x04rest", "application/zip"),
        (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>%PDF-1.4</p>", "text/html"),
        (b"plain words", "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
    ],
)
def test_the_first_bytes_tell_the_media_type(head: bytes, media_type: str) -> None:
    assert media_type_of(head) == media_type


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
        *("document_id", "outcome", "reason"),
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


def test_what_is_known_follows_from_past_sightings(tmp_path: Path) -> None:
    page, old, new = "http://h/t1.html", "http://h/old.pdf", "http://h/new.pdf"
    a, b = "a" * 64, "b" * 64
    with SightingLog(tmp_path, "demo_city", "r1") as log:
        log.append(sighting(landing_url=page, file_url=old, document_id=a, etag='"1"'))
        log.append(sighting("read", landing_url=page, listing_title_zh="决算"))
    with SightingLog(tmp_path, "demo_city", "r2") as log:
        log.append(sighting("not_modified", run_id="r2", landing_url=page, file_url=old, document_id=a, etag='"1"'))
    assert known_of(tmp_path, "demo_city").pages[page].file_urls == (old,)
    with SightingLog(tmp_path, "demo_city", "r3") as log:
        log.append(sighting(run_id="r3", landing_url=page, file_url=new, document_id=b, etag='"2"'))
        log.append(sighting("failed", run_id="r3", file_url=old, reason="HTTP 404"))
        log.append(sighting("read", run_id="r3", landing_url=page, listing_title_zh="决算"))
    known = known_of(tmp_path, "demo_city")
    assert known.pages[page].file_urls == (new,), "files that left the page are not asked for again"
    assert (known.files[old].document_id, known.files[old].etag) == (a, '"1"'), "a failure does not undo what we hold"
    assert known.document_ids == {a, b}
