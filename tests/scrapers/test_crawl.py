"""Crawls of a portal on loopback, each in a process of its own as the nightly job runs them."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from dagster_pipes import encode_param

from demo.faults import Fault, slow
from scrapers.outcomes import read_summaries
from scrapers.portal import load_portals
from scrapers.run import main
from scrapers.storage import SightingError
from tests.scrapers.conftest import MakeBench, write_pdf


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_portal_is_walked_once_and_then_asked_only_for_what_changed(make_bench: MakeBench) -> None:
    bench = make_bench(6)
    published = {path.stem: sha256(path) for path in bench.files.glob("*.pdf")}

    first = bench.crawl("--run-id", "first")
    assert (first.exit_code, first.errors.count("WARNING")) == (0, 0), first.errors
    for summary in first.summaries.values():
        assert summary["outcome"] == "ok"
        counts = {word: summary[word] for word in ("listed", "stored", "ignored", "refused", "failed")}
        assert counts == {"listed": 6, "stored": 6, "ignored": 2, "refused": 0, "failed": 0}
        kept = bench.outcome(summary["portal_id"])
        portal = load_portals([bench.server.portals_folder])[summary["portal_id"]]
        window = portal.publication_window
        assert (kept.region_code, kept.publisher_zh) == (portal.region_code, portal.publisher.name_zh)
        assert (kept.window_opens, kept.window_closes) == (window.opens, window.closes)
    assert bench.documents() == set(published.values())
    assert all(sha256(path) == path.stem for path in bench.home.glob("documents/*/*.pdf"))
    stored = [each for each in bench.sightings("first") if each.outcome == "stored"]
    assert {each.portal_id for each in stored} == {"demo_city", "demo_county"}
    for each in stored:
        assert each.listing_title_zh is not None
        assert each.listing_title_zh.endswith("年度单位决算公开")
        assert each.published_date is not None
        assert each.published_date.isoformat() == f"{int(each.listing_title_zh[6:10]) + 1}-08-20"
        assert (each.media_type, each.region_code, each.http_status) == ("application/pdf", "140100", 200)
        assert (each.content_type, each.final_url) == ("application/pdf", None)
        assert each.etag
        assert each.last_modified
    ignored = {each.listing_title_zh: each.reason for each in bench.sightings("first") if each.outcome == "ignored"}
    assert ignored == {
        "示例市财政局2026年度部门预算公开": "a budget, not accounts",
        "示例市财政局2024年度部门决算公开工作总结": "a work summary, not accounts",
    }

    messages = bench.files / "messages"
    second = bench.crawl(
        "--run-id",
        "second",
        DAGSTER_PIPES_CONTEXT=encode_param({"data": _pipes_context()}),
        DAGSTER_PIPES_MESSAGES=encode_param({"path": str(messages)}),
    )
    assert second.exit_code == 0, second.errors
    assert [(each["stored"], each["not_modified"], each["bytes"]) for each in second.summaries.values()] == [
        (0, 6, 0)
    ] * 2
    assert bench.asked("file") == [304] * 12
    assert not bench.asked("detail"), "no detail is read again"
    assert {(each.file_url, each.document_id) for each in bench.sightings("second") if each.file_url} == {
        (each.file_url, each.document_id) for each in stored
    }, "each look at each file is a sighting, with its hash"
    told = [json.loads(line) for line in messages.read_text(encoding="utf-8").splitlines()]
    metadata = next(each["params"]["metadata"] for each in told if each["method"] == "report_asset_materialization")
    assert metadata["not_modified"]["raw_value"] == 12
    assert metadata["demo_city.outcome"]["raw_value"] == "ok"

    write_pdf(bench.files / "demo_city0.pdf", "corrected")
    bench.add_to_portal_file("demo_city", "recheck_days: 0\n")
    third = bench.crawl("--run-id", "third")
    assert third.exit_code == 0, third.errors
    assert (third.summaries["demo_city"]["stored"], third.summaries["demo_city"]["not_modified"]) == (1, 5)
    new = next(each for each in bench.sightings("third") if each.outcome == "stored")
    old = next(each for each in bench.sightings("first") if each.file_url == new.file_url)
    assert (old.document_id, new.document_id) == (published["demo_city0"], sha256(bench.files / "demo_city0.pdf"))
    assert bench.documents() == {*published.values(), new.document_id}, "the older version stays"
    assert len(bench.asked("detail", "demo_city")) == 6, "details are read again when the days of trust are over"
    assert not bench.asked("detail", "demo_county")


def _pipes_context() -> dict[str, object]:
    return {
        "asset_keys": ["documents"],
        "code_version_by_asset_key": {},
        "provenance_by_asset_key": {},
        "partition_key": None,
        "partition_key_range": None,
        "partition_time_window": None,
        "run_id": "r",
        "job_name": "nightly",
        "retry_number": 0,
        "extras": {},
    }


def test_one_fiscal_year_can_be_asked_for(make_bench: MakeBench) -> None:
    bench = make_bench(3)

    crawl = bench.crawl("--run-id", "one", "--year", "2020")

    assert crawl.exit_code == 0, crawl.errors
    assert [each["stored"] for each in crawl.summaries.values()] == [1, 1]
    assert "of 2019, not of 2020" in {each.reason for each in bench.sightings("one")}


def test_a_sample_is_small_and_every_decision_is_told(make_bench: MakeBench) -> None:
    bench = make_bench(6, {"demo_city": "static_columns"})

    crawl = bench.crawl("--sample", "2", "--links")

    assert crawl.exit_code == 0, crawl.errors
    assert (crawl.summaries["demo_city"]["stored"], crawl.summaries["demo_city"]["outcome"]) == (2, "ok")
    lines = re.sub(r"^demo_city: ", "", crawl.errors, flags=re.MULTILINE).splitlines()
    assert lines[0] == "crawl begins"
    assert lines[-1] == "ok: 2 new, 2 listed"
    assert "ignored: 示例市财政局2026年度部门预算公开 (a budget, not accounts)" in lines
    assert lines.count("taken: 示例市档案馆2024年度单位决算公开") == 1
    assert sum(line.startswith("stored: 示例市档案馆202") for line in lines) == 2


def test_an_unknown_portal_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--home", str(tmp_path), "--portal", "atlantis_city"]) == 2
    message = capsys.readouterr().err
    assert "no portal 'atlantis_city'; there are:" in message
    assert "changsha_city" in message


def test_a_host_that_a_run_may_not_ask_more_often_ends_it_with_that_reason(make_bench: MakeBench) -> None:
    bench = make_bench(6, {"demo_city": "static_columns"})

    crawl = bench.crawl(JUESUAN_REQUESTS_PER_HOST="5")

    assert (crawl.exit_code, crawl.summaries["demo_city"]["outcome"]) == (1, "outage")
    assert crawl.summaries["demo_city"]["reason"] == "stopped before the end: too_many_requests"
    assert len(bench.server.served) == 5


def test_a_portal_is_asked_one_thing_at_a_time_with_a_pause_by_somebody_who_says_who_he_is(
    make_bench: MakeBench,
) -> None:
    bench = make_bench(2, {"demo_city": "static_columns"})
    bench.server.faults["demo_city"] = [Fault("file", slow(0.2))]
    path = bench.server.portals_folder / "demo_city.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("delay_seconds: 0", "delay_seconds: 0.3"), "utf-8")

    crawl = bench.crawl(JUESUAN_LOOPBACK_REQUESTS="8", JUESUAN_CONTACT_URL="https://example.org/who")

    assert crawl.summaries["demo_city"]["stored"] == 2
    served = sorted(bench.server.served, key=lambda each: each.begun_at)
    assert len(served) == 6
    assert all(b.begun_at - a.begun_at >= 0.29 for a, b in pairwise(served))
    assert {each.headers["User-Agent"] for each in served} == {"juesuan/0.1 (+https://example.org/who)"}
    assert served[0].role == "robots"


def test_an_outcome_of_before_portals_were_written_into_it_is_read(tmp_path: Path) -> None:
    counts = dict.fromkeys(
        ("listed", "stored", "unchanged", "not_modified", "refused", "ignored", "failed", "bytes"), 1
    )
    record = {
        **counts,
        "portal_id": "a_city", "run_id": "r", "outcome": "ok", "reason": None, "is_alarm": False, "seconds": 1.0,
        "fiscal_year": None, "sample": None, "ended_at": "2025-02-25T02:40:00+00:00",
    }  # fmt: skip
    path = tmp_path / "crawls" / "a_city" / "r.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(record), encoding="utf-8")
    (summary,) = read_summaries(tmp_path, "a_city")
    assert (summary.listed, summary.region_code, summary.window_closes) == (1, None, None)
    del record["listed"]
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(SightingError, match="not the outcome of a crawl"):
        read_summaries(tmp_path, "a_city")
