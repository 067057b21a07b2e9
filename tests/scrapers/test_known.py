"""What follows from past sightings: known files and pages, the run to continue, and the cache that may be lost."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapers.known import CONTINUED_HOURS, Known
from scrapers.storage import Outcome, Sighting, SightingLog

PAGE, OLD, NEW = "http://h/t1.html", "http://h/old.pdf", "http://h/new.pdf"
A, B, ARCHIVE = "a" * 64, "b" * 64, "c" * 64


def sighting(run_id: str, outcome: Outcome = "stored", **columns: object) -> Sighting:
    base = {"portal_id": "demo_city", "run_id": run_id, "seen_at": datetime.now(UTC), "outcome": outcome}
    return Sighting.model_validate({**base, **columns})


def log(home: Path, run_id: str, *sightings: Sighting) -> None:
    with SightingLog(home, "demo_city", run_id) as run:
        for each in sightings:
            run.append(each)


def end(home: Path, run_id: str) -> None:
    path = home / "crawls" / "demo_city" / f"{run_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({}), encoding="utf-8")


def test_what_is_known_follows_from_past_sightings(tmp_path: Path) -> None:
    log(
        tmp_path,
        "r1",
        sighting("r1", landing_url=PAGE, file_url=OLD, document_id=A, etag='"1"', title_zh="决算"),
        sighting("r1", "read", landing_url=PAGE, listing_title_zh="决算"),
    )
    log(
        tmp_path,
        "r2",
        sighting("r2", "not_modified", landing_url=PAGE, file_url=OLD, document_id=A, etag='"1"', title_zh=""),
    )
    with Known(tmp_path, "demo_city") as known:
        page = known.page(PAGE)
        assert page is not None
        assert page.file_urls == (OLD,)
        file = known.file(OLD)
        assert file is not None
        assert file.title_zh == "决算", "a look without a title does not undo the one that is known"
    log(
        tmp_path,
        "r3",
        sighting("r3", landing_url=PAGE, file_url=NEW, document_id=B, etag='"2"'),
        sighting("r3", "failed", file_url=OLD, reason="HTTP 404"),
        sighting("r3", "ignored", landing_url=PAGE, file_url="http://h/budget.pdf", reason="a budget"),
        sighting("r3", "read", landing_url=PAGE, listing_title_zh="决算"),
    )
    with Known(tmp_path, "demo_city") as known:
        page, file = known.page(PAGE), known.file(OLD)
        assert page is not None
        assert file is not None
        assert page.file_urls == (NEW,), "files that left the page are not asked for again"
        assert (file.document_id, file.etag) == (A, '"1"'), "a failure does not undo what we hold"
        assert known.has_document(A)
        assert known.has_document(B)
        assert (known.document_count, known.file("http://h/budget.pdf")) == (2, None)


def test_a_file_at_the_address_of_an_archive_is_the_archive_and_its_members_are_known_apart(tmp_path: Path) -> None:
    member = sighting("r1", file_url=OLD, document_id=A, archive_id=ARCHIVE, member_zh="局/决算.pdf")
    log(tmp_path, "r1", member, sighting("r1", file_url=OLD, document_id=ARCHIVE))
    with Known(tmp_path, "demo_city") as known:
        file = known.file(OLD)
        assert file is not None
        assert file.document_id == ARCHIVE
        assert [(each.member_zh, each.document_id) for each in known.members(ARCHIVE)] == [("局/决算.pdf", A)]


def test_a_run_without_an_outcome_is_continued_and_its_looks_are_known(tmp_path: Path) -> None:
    log(
        tmp_path,
        "r1",
        sighting("r1", landing_url=PAGE, file_url=OLD, document_id=A),
        sighting("r1", "failed", landing_url="http://h/t2.html", reason="HTTP 404"),
    )
    with Known(tmp_path, "demo_city") as known:
        assert known.continued_run_id == "r1"
        assert (known.outcome_of(PAGE, OLD), known.outcome_of(PAGE, NEW)) == ("stored", None)
        assert (known.is_done("http://h/t2.html"), known.is_done(PAGE)) == (True, False)
        assert known.is_looked_at_from_elsewhere("http://h/t3.html", OLD)
    end(tmp_path, "r1")
    with Known(tmp_path, "demo_city") as known:
        assert (known.continued_run_id, known.outcome_of(PAGE, OLD)) == (None, None)


def test_a_run_that_was_killed_long_ago_is_not_continued(tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=CONTINUED_HOURS + 1)
    log(tmp_path, "r1", sighting("r1", seen_at=long_ago, file_url=OLD, document_id=A))
    with Known(tmp_path, "demo_city") as known:
        assert known.continued_run_id is None
        assert known.has_document(A), "what it saw is known all the same"


def test_the_cache_is_made_anew_when_it_is_damaged_or_a_log_is_taken_away(tmp_path: Path) -> None:
    for run_id, address, document_id in (("r1", OLD, A), ("r2", NEW, B)):
        log(tmp_path, run_id, sighting(run_id, file_url=address, document_id=document_id))
    cache = tmp_path / "known" / "demo_city.sqlite"
    with Known(tmp_path, "demo_city") as known:
        assert known.document_count == 2
    cache.write_bytes(b"not a database at all, but long enough to look like one" * 50)
    with Known(tmp_path, "demo_city") as known:
        assert known.document_count == 2
    (tmp_path / "sightings" / "demo_city" / "r1.jsonl").unlink()
    with Known(tmp_path, "demo_city") as known:
        assert (known.document_count, known.file(OLD)) == (1, None)


def test_what_a_run_sees_is_new_once(tmp_path: Path) -> None:
    with Known(tmp_path, "demo_city") as known:
        assert [known.is_new("file", OLD), known.is_new("file", OLD), known.is_new("entry", OLD)] == [True, False, True]
        assert known.is_seen("file", OLD)
        assert not known.is_seen("file", NEW)
    with Known(tmp_path, "demo_city") as known:
        assert known.is_new("file", OLD), "the next run begins anew"
