"""Crawls of a portal on loopback, each in a process of its own as the nightly job runs them."""

import gzip
import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from dagster_pipes import encode_param

from demo.portal_server import Answer
from scrapers.run import main
from tests.scrapers.conftest import ROOT, Bench, write_pdf

MakeBench = Callable[[int], Bench]


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
    assert bench.asked(".pdf") == [304] * 12
    assert not [path for path, _ in bench.server.requests if "/t20" in path or "/art_" in path], (
        "no detail is read again"
    )
    told = [json.loads(line) for line in messages.read_text(encoding="utf-8").splitlines()]
    metadata = next(each["params"]["metadata"] for each in told if each["method"] == "report_asset_materialization")
    assert metadata["not_modified"]["raw_value"] == 12
    assert metadata["demo_city.outcome"]["raw_value"] == "ok"

    write_pdf(bench.files / "demo_city0.pdf", "corrected")
    with (bench.server.portals_folder / "demo_city.yml").open("a", encoding="utf-8") as portal_file:
        portal_file.write("recheck_days: 0\n")
    third = bench.crawl("--run-id", "third")
    assert third.exit_code == 0, third.errors
    assert (third.summaries["demo_city"]["stored"], third.summaries["demo_city"]["not_modified"]) == (1, 5)
    new = next(each for each in bench.sightings("third") if each.outcome == "stored")
    old = next(each for each in bench.sightings("first") if each.file_url == new.file_url)
    assert (old.document_id, new.document_id) == (published["demo_city0"], sha256(bench.files / "demo_city0.pdf"))
    assert bench.documents() == {*published.values(), new.document_id}, "the older version stays"
    details = [path for path, _ in bench.server.requests if "/t20" in path or "/art_" in path]
    assert len(details) == 6, "details are read again when the days of trust are over"
    assert all(path.startswith("/trs/demo_city/") for path in details)


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


def test_a_challenge_page_and_a_403_stop_the_crawl_of_their_portal(make_bench: MakeBench) -> None:
    bench = make_bench(6)
    challenge = b"<html><script>window.wzwschallenge='x'</script></html>"
    bench.server.overrides[bench.path_in("demo_city", ".pdf")] = lambda: Answer(challenge, "application/pdf")
    bench.server.overrides[bench.path_in("demo_county", "/index.html")] = lambda: Answer(b"no", status=403)

    crawl = bench.crawl("--run-id", "walled")

    assert crawl.exit_code == 1
    assert {each["outcome"] for each in crawl.summaries.values()} == {"blocked"}
    assert "wzwschallenge" in crawl.summaries["demo_city"]["reason"]
    assert crawl.summaries["demo_county"]["reason"].startswith("HTTP 403")
    county = [path for path, _ in bench.server.requests if path.startswith(("/hanweb", "/api"))]
    assert len(county) == 1, "nothing is asked for after the wall, nothing twice"
    blocked = [each for each in bench.sightings("walled") if each.outcome == "failed" and each.reason]
    assert "blocked: wzwschallenge" in [each.reason for each in blocked]
    assert all(path.read_bytes().startswith(b"%PDF-") for path in bench.home.glob("documents/*/*.pdf"))


def test_a_robots_txt_that_forbids_is_obeyed(make_bench: MakeBench) -> None:
    bench = make_bench(2)
    bench.server.overrides["/robots.txt"] = lambda: Answer(b"User-agent: juesuan\nDisallow: /\n", "text/plain")

    crawl = bench.crawl()

    assert crawl.exit_code == 1
    assert {each["outcome"] for each in crawl.summaries.values()} == {"blocked"}
    assert all("robots.txt" in each["reason"] for each in crawl.summaries.values())
    assert {path for path, _ in bench.server.requests} == {"/robots.txt"}


def test_only_what_is_a_pdf_and_lies_on_a_declared_host_becomes_a_document(make_bench: MakeBench) -> None:
    bench = make_bench(6)
    server = bench.server
    page_as_pdf = bench.path_in("demo_city", ".pdf", 0)
    nothing = bench.path_in("demo_city", ".pdf", 1)
    missing = bench.path_in("demo_city", ".pdf", 2)
    elsewhere = bench.path_in("demo_city", ".pdf", 3)
    archive = bench.path_in("demo_city", ".html", 4)
    server.overrides[page_as_pdf] = lambda: Answer("<!DOCTYPE html>页面不存在".encode(), "application/pdf")
    server.overrides[nothing] = lambda: Answer(b"", "application/pdf")
    server.overrides[missing] = lambda: Answer(b"", status=404)
    server.overrides[elsewhere] = lambda: Answer(
        status=302, headers={"Location": f"http://localhost:{server.port}/x.pdf"}
    )
    rar = '<meta name="PubDate" content="2020-08-20"><a href=".\\W020200820000000000001.rar">附件</a>'
    gbk = gzip.compress(f'<html><meta charset="utf-8"><title>决算</title>{rar}</html>'.encode("gbk"))
    server.overrides[archive] = lambda: Answer(gbk, "text/html", headers={"Content-Encoding": "gzip"})

    crawl = bench.crawl("--run-id", "odd")

    assert crawl.exit_code == 0, crawl.errors
    by_url = {each.file_url: each for each in bench.sightings("odd") if each.file_url and each.portal_id == "demo_city"}
    base = f"http://127.0.0.1:{server.port}"
    assert by_url[base + page_as_pdf].reason == "not a PDF: its first bytes are those of text/html"
    assert by_url[base + nothing].reason == "the file is empty"
    assert (by_url[base + missing].outcome, by_url[base + missing].reason) == ("failed", "HTTP 404")
    assert by_url[base + elsewhere].outcome == "refused"
    assert "not among the portal's allowed_hosts" in (by_url[base + elsewhere].reason or "")
    rar_look = next(each for url, each in by_url.items() if url.endswith(".rar"))
    assert (rar_look.title_zh, rar_look.outcome) == ("附件", "refused")
    assert rar_look.file_url == base + archive.rpartition("/")[0] + "/W020200820000000000001.rar"
    assert not bench.asked(".rar")
    summary = crawl.summaries["demo_city"]
    assert Counter(each.outcome for each in by_url.values()) == {"refused": 4, "failed": 1, "stored": summary["stored"]}
    assert len(bench.documents()) == summary["stored"] + 6


def test_a_listing_that_cannot_be_read_is_an_outage_and_a_silent_zero_an_alarm(make_bench: MakeBench) -> None:
    bench = make_bench(6)
    bench.server.overrides[bench.path_in("demo_city", "index_1.html")] = lambda: Answer(b"gone", status=404)
    bench.server.overrides["/api-gateway/jpaas-publish-server/front/page/build/unit"] = lambda: Answer(
        b'{"success":true,"data":{"html":""}}', "application/json"
    )

    crawl = bench.crawl()

    assert crawl.exit_code == 1
    city, county = crawl.summaries["demo_city"], crawl.summaries["demo_county"]
    assert (city["outcome"], county["outcome"]) == ("outage", "empty")
    assert "index_1.html: HTTP 404" in city["reason"]
    assert city["stored"] > 0, "what was listed before the outage is collected all the same"
    assert "at least 6 are expected" in crawl.errors


def test_a_killed_crawl_loses_no_look_and_the_next_one_completes_it(make_bench: MakeBench) -> None:
    bench = make_bench(6)
    published = {sha256(path) for path in bench.files.glob("*.pdf")}
    last_file = bench.path_in("demo_county", ".pdf")
    process = subprocess.Popen(
        bench.command("--run-id", "killed"), cwd=ROOT, env=bench.environment(), stderr=subprocess.DEVNULL
    )

    def kill() -> Answer:
        process.kill()
        process.wait()
        return Answer()

    bench.server.overrides[last_file] = kill
    process.wait(timeout=60)
    assert process.returncode == -9
    partial = list(bench.home.glob("sightings/*/*.partial"))
    assert partial, "the killed run left its record"
    looks_before = sum(path.read_bytes().count(b"\n") for path in bench.home.glob("sightings/*/*.jsonl*"))
    documents_before = bench.documents()
    assert documents_before < published
    bench.server.overrides.clear()

    again = bench.crawl("--run-id", "again")

    assert again.exit_code == 0, again.errors
    assert not list(bench.home.glob("sightings/*/*.partial"))
    assert len(bench.sightings("killed")) == looks_before
    assert bench.documents() == published
    seen = {(each.file_url, each.document_id) for run in ("killed", "again") for each in bench.sightings(run)}
    assert len({url for url, document_id in seen if document_id}) == 12
    assert Counter(each.outcome for run in ("killed", "again") for each in bench.sightings(run))["stored"] == 12


def test_one_fiscal_year_can_be_asked_for(make_bench: MakeBench) -> None:
    bench = make_bench(3)

    crawl = bench.crawl("--run-id", "one", "--year", "2020")

    assert crawl.exit_code == 0, crawl.errors
    assert [each["stored"] for each in crawl.summaries.values()] == [1, 1]
    assert "of 2019, not of 2020" in {each.reason for each in bench.sightings("one")}


def test_an_unknown_portal_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--home", str(tmp_path), "--portal", "atlantis_city"]) == 2
    message = capsys.readouterr().err
    assert "no portal 'atlantis_city'; there are:" in message
    assert "changsha_city" in message
