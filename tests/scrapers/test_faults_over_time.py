"""What portals do between two crawls: replace, move, withdraw, empty, redesign, repeat. And what they do late."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from demo.faults import Fault, redesigned, status, without_validators
from demo.sites.base import Answer, Asked
from demo.sites.manifest import Site, site_of
from scrapers.outcomes import Summary
from scrapers.storage import Sighting
from tests.scrapers.conftest import Bench, item_of, make_site, open_bench, write_pdf

Change = Callable[[Bench, str, Site], Site]


@dataclass(frozen=True)
class Night:
    """What a portal did before the second crawl, and what that crawl has to come to."""

    sentence: str
    change: Change
    outcome: str
    looks: dict[str, int]
    family: str = "static_columns"
    is_alarm: bool = False


def unchanged(bench: Bench, portal_id: str, site: Site) -> Site:
    return site


def replaced(bench: Bench, portal_id: str, site: Site) -> Site:
    file = site.published[0].file
    assert file is not None
    write_pdf(file, "corrected in silence")
    return site


def set_again(bench: Bench, portal_id: str, site: Site) -> Site:
    """The same text in other bytes."""
    file = site.published[0].file
    assert file is not None
    canvas = Canvas(str(file), invariant=True)
    canvas.setTitle("the same text, set again")
    canvas.drawString(72, 720, f"{portal_id} 2")
    canvas.save()
    return site


def moved(bench: Bench, portal_id: str, site: Site) -> Site:
    return site.moved(site.published[0], date(2026, 2, 20))


def withdrawn(bench: Bench, portal_id: str, site: Site) -> Site:
    return site.without(site.published[-1])


def file_withdrawn(bench: Bench, portal_id: str, site: Site) -> Site:
    bench.server.faults[portal_id] = [Fault("file", status(404), site.published[0])]
    return site


def emptied(bench: Bench, portal_id: str, site: Site) -> Site:
    return site.without(*site.items)


def halved(bench: Bench, portal_id: str, site: Site) -> Site:
    return site.without(*site.published[1:])


def with_new_links(bench: Bench, portal_id: str, site: Site) -> Site:
    bench.server.faults[portal_id] = [Fault("listing", redesigned)]
    return site


def details_redesigned(bench: Bench, portal_id: str, site: Site) -> Site:
    """Details that load their files by a script nobody knows; every entry has a new date, so they are read again."""
    bench.server.faults[portal_id] = [Fault("detail", bare)]
    for item in site.published:
        site = site.moved(item, date(2026, 3, 1))
    return site


def bare(asked: Asked, answer: Answer, site: Site) -> Answer:
    """A page without anything but its title."""
    head = answer.body.partition(b"<body>")[0]
    return replace(answer, body=head + b"<body><div id=app></div></body>")


NIGHTS = [
    Night("nothing changes: no file is fetched, each is looked at", unchanged, "ok", {"not_modified": 3}),
    Night("nothing changes at a Hanweb portal either", unchanged, "ok", {"not_modified": 3}, family="hanweb_jpaas"),
    Night(
        "an attachment is replaced in silence: a new version at the same address",
        replaced,
        "ok",
        {"stored": 1, "not_modified": 2},
    ),
    Night("the same text comes in other bytes: a new version", set_again, "ok", {"stored": 1, "not_modified": 2}),
    Night(
        "an item moves to a new address with a new date: the same document, seen there too",
        moved,
        "ok",
        {"unchanged": 1, "not_modified": 2},
    ),
    Night("an item is withdrawn: it is seen no more, and stays in the store", withdrawn, "ok", {"not_modified": 2}),
    Night(
        "a file is withdrawn under a page that stays: a failed look",
        file_withdrawn,
        "ok",
        {"failed": 1, "not_modified": 2},
    ),
    Night("a listing is suddenly empty: an alarm", emptied, "empty", {}, is_alarm=True),
    Night("a listing is suddenly short: an alarm", halved, "drift", {"not_modified": 1}, is_alarm=True),
    Night("a redesign moves the links: an alarm", with_new_links, "drift", {}, is_alarm=True),
    Night("a redesign hides the files: an alarm", details_redesigned, "drift", {"refused": 3}, is_alarm=True),
]


def portal_of(number: int) -> str:
    return f"night_{number:02}"


def looks_of(sightings: list[Sighting]) -> dict[str, int]:
    return dict(Counter(each.outcome for each in sightings if each.outcome not in ("ignored", "read")))


def test_what_a_portal_does_between_two_crawls_is_noticed(tmp_path: Path, subtests: pytest.Subtests) -> None:
    sites = {
        portal_of(number): make_site(tmp_path, portal_of(number), night.family, 3)
        for number, night in enumerate(NIGHTS)
    }
    bench = open_bench(tmp_path, sites)
    with bench.server:
        first = bench.crawl("--run-id", "first")
        assert {each["outcome"] for each in first.summaries.values()} == {"ok"}, first.errors
        for number, night in enumerate(NIGHTS):
            portal_id = portal_of(number)
            bench.server.sites[portal_id] = night.change(bench, portal_id, sites[portal_id])
        second = bench.crawl("--run-id", "second")

    for number, night in enumerate(NIGHTS):
        with subtests.test(night.sentence):
            portal_id = portal_of(number)
            before, after = bench.sightings("first", portal_id), bench.sightings("second", portal_id)
            summary = bench.outcome(portal_id)
            assert (summary.outcome, looks_of(after)) == (night.outcome, night.looks), summary.reason
            assert summary.is_alarm == night.is_alarm
            assert all(
                (bench.home / "documents" / each.document_id[:2] / f"{each.document_id}.pdf").exists()
                for each in before
                if each.document_id
            ), "what was seen once stays"
            check_identity(night, before, after)
    assert second.exit_code == 1, "an alarm is an exit status"
    by_portal = Counter(each.portal_id for each in bench.server.served if each.role == "file" and each.status == 200)
    assert by_portal == {portal_of(2): 1, portal_of(3): 1, portal_of(4): 1}, "only what is new was fetched"


def check_identity(night: Night, before: list[Sighting], after: list[Sighting]) -> None:
    """A new version keeps its address and page; a moved item keeps its bytes."""
    stored = {each.file_url: each for each in before if each.outcome == "stored"}
    for each in after:
        if each.outcome == "stored":
            old = stored[each.file_url]
            assert (old.landing_url, old.listing_title_zh) == (each.landing_url, each.listing_title_zh)
            assert old.document_id != each.document_id
        if each.outcome == "unchanged":
            assert each.document_id in {old.document_id for old in before}
            assert each.file_url not in stored
            assert each.published_date == date(2026, 2, 20)


def test_one_file_at_two_addresses_is_stored_once_and_seen_twice(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "same.pdf", "the same account")
    twins = [item_of("demo_city", file, 2023, unit) for unit in ("示例市档案馆", "示例市档案馆（本级）")]
    other = write_pdf(tmp_path / "other.pdf", "another account")
    bench = open_bench(tmp_path, {"demo_city": site_of("demo_city", "static_columns", twins)})
    with bench.server:
        bench.server.faults["demo_city"] = [Fault("file", without_validators)]
        first = bench.crawl("--run-id", "first")
        second = bench.crawl("--run-id", "second")
        os.replace(other, file)
        third = bench.crawl("--run-id", "third")

    assert [each.outcome for each in bench.sightings("first") if each.document_id] == ["stored", "unchanged"]
    assert len({each.file_url for each in bench.sightings("first") if each.document_id}) == 2
    assert (first.summaries["demo_city"]["stored"], second.summaries["demo_city"]["unchanged"]) == (1, 2)
    assert third.summaries["demo_city"]["stored"] == 2, "both addresses show something new"
    assert len(bench.documents()) == 2


def test_accounts_that_the_publication_window_promised_make_a_portal_late(tmp_path: Path) -> None:
    today = date.today()
    closed = today.year if (today.month, today.day) > (10, 31) else today.year - 1
    sites = {
        name: site_of(name, "static_columns", [item_of(name, write_pdf(tmp_path / f"{name}.pdf", name), year)])
        for name, year in (("on_time", closed - 1), ("too_late", closed - 2), ("at_rest", closed - 2))
    }
    bench = open_bench(tmp_path, sites)
    for name in ("on_time", "too_late"):
        path = bench.server.portals_folder / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f", last_fiscal_year: {sites[name].published[0].fiscal_year}", ""), "utf-8")
    with bench.server:
        crawl = bench.crawl()

    outcomes = {name: summary["outcome"] for name, summary in crawl.summaries.items()}
    assert outcomes == {"on_time": "ok", "too_late": "late", "at_rest": "ok"}
    assert crawl.summaries["too_late"]["reason"] == (
        f"the accounts of {closed - 1} were expected by {closed}-10-31, the newest listed are of {closed - 2}"
    )
    assert crawl.exit_code == 0, "the publisher is late, the crawl is well"
    assert isinstance(bench.outcome("too_late"), Summary)
