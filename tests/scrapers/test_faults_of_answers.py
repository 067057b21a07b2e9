"""What goes wrong in an answer: walls, challenges, other bytes than promised, charsets, packing, size."""

import sys
from pathlib import Path

import pytest

from demo.faults import (
    CHALLENGES,
    Fault,
    challenge,
    cut_off,
    endless,
    gzipped,
    home_page,
    in_gbk,
    instead,
    slow,
    status,
)
from demo.sites.manifest import Item, Site
from tests.scrapers.scenarios import Scenario, check_scenarios, serve_scenarios


def first(site: Site) -> Item:
    return site.published[0]


NOTHING: dict[str, int] = {}
ONE_REFUSED = {"stored": 2, "refused": 1}
ONE_FAILED = {"stored": 2, "failed": 1}

HOME_WITH_LINKS = "<title>示例市财政局</title><a href='/x.pdf'>2018年部门决算.pdf</a>"

SCENARIOS = [
    Scenario("a slow answer is waited for", lambda site: [Fault("listing", slow(1)), Fault("file", slow(0.4))]),
    *(
        Scenario(
            f"a listing that answers {code} is a wall, and it is not asked again",
            lambda site, code=code: [Fault("listing", status(code))],
            "blocked",
            NOTHING,
            f"HTTP {code} at http://127.0.0.1",
        )
        for code in (403, 412, 429, 468, 521)
    ),
    Scenario(
        "a wall at a detail page stops everything after it",
        lambda site: [Fault("detail", status(412))],
        "blocked",
        None,
        "HTTP 412 at",
    ),
    *(
        Scenario(
            f"a challenge page ({name}) with status 200 in place of a listing is a wall",
            lambda site, name=name: [Fault("listing", challenge(name))],
            "blocked",
            NOTHING,
            " at http://127.0.0.1",
        )
        for name in CHALLENGES
    ),
    Scenario(
        "a challenge page under a file's name is a wall and is not stored",
        lambda site: [Fault("file", challenge("wzws"))],
        "blocked",
        None,
        "wzwschallenge",
    ),
    Scenario(
        "a home page with status 200 in place of a detail page is not taken for it",
        lambda site: [Fault("detail", home_page(), first(site))],
        "ok",
        ONE_FAILED,
        "the page is not about what was listed (it calls itself '示例市人民政府')",
    ),
    Scenario(
        "a home page that links accounts of its own is not taken for the detail page either",
        lambda site: [
            Fault(
                "detail", home_page("<title>示例市财政局</title><a href='/x.pdf'>2018年部门决算.pdf</a>"), first(site)
            )
        ],
        "ok",
        ONE_FAILED,
        "the page is not about what was listed",
    ),
    Scenario(
        "HTML under a .pdf name is refused by its first bytes",
        lambda site: [Fault("file", home_page(), first(site))],
        "ok",
        ONE_REFUSED,
        "not a document: its first bytes are those of text/html",
    ),
    Scenario(
        "nothing under a .pdf name is refused",
        lambda site: [Fault("file", instead(b""), first(site))],
        "ok",
        ONE_REFUSED,
        "the file is empty",
    ),
    Scenario(
        "a file that is not there is a failure",
        lambda site: [Fault("file", status(404), first(site))],
        "ok",
        ONE_FAILED,
        "HTTP 404",
    ),
    Scenario(
        "a body that is cut off is a failure and never a document",
        lambda site: [Fault("file", cut_off, first(site))],
        "ok",
        ONE_FAILED,
        "ResponseDataLossError",
    ),
    Scenario(
        "true GBK bytes that the header calls UTF-8 are read",
        lambda site: [Fault("listing", in_gbk("utf-8")), Fault("detail", in_gbk("utf-8"))],
    ),
    Scenario(
        "GBK bytes without any charset are read",
        lambda site: [Fault("listing", in_gbk(None)), Fault("detail", in_gbk(None))],
    ),
    Scenario(
        "what is packed without being asked to is unpacked",
        lambda site: [Fault("listing", gzipped), Fault("detail", gzipped), Fault("file", gzipped)],
    ),
    Scenario(
        "a server error is tried again",
        lambda site: [Fault("listing", status(503), times=1), Fault("file", status(502), first(site), times=2)],
    ),
    Scenario(
        "a listing that stays broken is an outage: the crawl does not know all there is",
        lambda site: [Fault("listing", status(404))],
        "outage",
        NOTHING,
        "HTTP 404",
    ),
]


def test_what_is_wrong_with_an_answer_is_noticed_and_nothing_else_is_lost(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    bench = serve_scenarios(tmp_path, SCENARIOS)
    with bench.server:
        crawl = bench.crawl("--run-id", "first")

    check_scenarios(subtests, SCENARIOS, bench, crawl, "first")
    with subtests.test("only what is a PDF was stored"):
        stored = [path for path in bench.home.glob("documents/??/*") if path.is_file()]
        assert stored
        assert all(path.suffix == ".pdf" and path.read_bytes().startswith(b"%PDF-") for path in stored)
    with subtests.test("titles in GBK came out right"):
        titles = {each.listing_title_zh for each in bench.sightings("first") if each.outcome == "stored"}
        assert titles == {f"示例市档案馆{year}年度单位决算公开" for year in (2019, 2020, 2021)}
    with subtests.test("nothing goes out after a wall, and nothing twice"):
        walled = {each["portal_id"] for each in crawl.summaries.values() if each["outcome"] == "blocked"}
        listings = [each for each in bench.server.served if each.portal_id in walled and each.role == "listing"]
        assert len(listings) == len({(each.portal_id, each.path) for each in listings})


THREE_GIGABYTES = 3 * 2**30
ENDLESS = [
    Scenario(
        "3 GB of zeros under a file's name are stopped at the first bytes",
        lambda site: [Fault("file", endless(b"\0", THREE_GIGABYTES, is_declared=False), first(site))],
        "ok",
        ONE_REFUSED,
        "not a document: its first bytes are those of application/octet-stream",
    ),
    Scenario(
        "a PDF of 3 GB is stopped at the cap when its length is not told",
        lambda site: [Fault("file", endless(b"%PDF-1.7\n", THREE_GIGABYTES, is_declared=False), first(site))],
        "ok",
        ONE_FAILED,
        "DownloadCancelledError",
    ),
    Scenario(
        "a PDF of 3 GB is stopped before its first byte when its length is told",
        lambda site: [Fault("file", endless(b"%PDF-1.7\n", THREE_GIGABYTES, is_declared=True), first(site))],
        "ok",
        ONE_FAILED,
        "DownloadCancelledError",
    ),
    Scenario(
        "a page of 3 GB is stopped as well",
        lambda site: [Fault("detail", endless(b"<html>", THREE_GIGABYTES, is_declared=False), first(site))],
        "ok",
        ONE_FAILED,
        "DownloadCancelledError",
    ),
    Scenario(
        "an answer that does not come is a failure",
        lambda site: [Fault("file", slow(30), first(site))],
        "ok",
        ONE_FAILED,
        "TimeoutError",
    ),
]


def test_answers_without_end_cost_neither_memory_nor_time(tmp_path: Path, subtests: pytest.Subtests) -> None:
    bench = serve_scenarios(tmp_path, ENDLESS)
    limits = {"JUESUAN_TIMEOUT_SECONDS": "3", "JUESUAN_FILE_BYTES": str(16 * 2**20)}
    with bench.server:
        crawl = bench.crawl("--run-id", "first", is_measured=sys.platform == "linux", **limits)

    check_scenarios(subtests, ENDLESS, bench, crawl, "first")
    if sys.platform == "linux":
        assert crawl.peak_mib < 350, "a crawl has 110 MiB of its own"
