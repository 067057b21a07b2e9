"""Every family with a simulated site: all that it publishes is found, once, and a second crawl fetches nothing."""

from pathlib import Path

import pytest

from demo.sites import site_families
from demo.sites.imprints import index_no
from demo.sites.manifest import site_of
from scrapers.families import families
from scrapers.media import PDF
from tests.scrapers.conftest import Bench, Crawl, item_of, open_bench, write_pdf

YEARS = range(2020, 2025)
UNITS = ("示例市财政局", "示例市档案馆")


def bench_of_all_families(folder: Path) -> Bench:
    """A portal of each family with ten disclosures: two units, five years."""
    files = [
        (year, unit, write_pdf(folder / f"{year}{number}.pdf", f"{year} {number}"))
        for year in YEARS
        for number, unit in enumerate(UNITS)
    ]
    sites = {}
    for family in site_families():
        portal_id = f"demo_{family}"
        items = [item_of(portal_id, file, year, unit) for year, unit, file in files]
        sites[portal_id] = site_of(portal_id, family, items)
    return open_bench(folder, sites)


def test_every_family_has_a_simulated_site() -> None:
    assert site_families().keys() == families().keys()


def test_all_that_a_portal_publishes_is_found_once_and_then_only_looked_at(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    bench = bench_of_all_families(tmp_path)
    with bench.server:
        first = bench.crawl("--run-id", "first")
        second = bench.crawl("--run-id", "second")
        for portal_id, site in bench.server.sites.items():
            with subtests.test(site.family):
                check_portal(bench, portal_id, first, second)


def test_what_a_page_says_of_itself_stands_in_the_sightings_of_its_files(tmp_path: Path) -> None:
    families_with_imprint = ("hanweb_jpaas", "token_attachments", "static_columns")
    file = write_pdf(tmp_path / "accounts.pdf", "accounts")
    sites = {
        f"demo_{family}": site_of(f"demo_{family}", family, [item_of(f"demo_{family}", file, 2024, UNITS[0])])
        for family in families_with_imprint
    }
    bench = open_bench(tmp_path, sites)
    with bench.server:
        bench.crawl()
    printed = {
        each.portal_id: (each.index_no, each.issuing_body_zh) for each in bench.sightings() if each.media_type == PDF
    }
    (item, *_) = sites["demo_hanweb_jpaas"].published
    (other, *_) = sites["demo_token_attachments"].published
    assert printed == {
        "demo_hanweb_jpaas": (index_no(item), UNITS[0]),
        "demo_token_attachments": (index_no(other), UNITS[0]),
        "demo_static_columns": (None, None),
    }


def check_portal(bench: Bench, portal_id: str, first: Crawl, second: Crawl) -> None:
    """Ten accounts are found under their own titles, each with its bytes; the second crawl fetches no file."""
    sightings = bench.sightings("first", portal_id)
    accounts = [each for each in sightings if each.media_type == PDF]
    summary = first.summaries[portal_id]
    assert (summary["outcome"], summary["listed"], len(accounts)) == ("ok", 10, 10), summary
    assert len({each.document_id for each in accounts}) == 10
    titles = " ".join(f"{each.listing_title_zh} {each.title_zh}" for each in accounts)
    assert all(unit in titles and str(year) in titles for unit in UNITS for year in YEARS)
    refused = {each.member_zh for each in sightings if each.outcome in ("refused", "failed")}
    assert all(name and name.endswith("整体绩效自评报告.txt") for name in refused), refused
    assert second.summaries[portal_id]["stored"] == 0
    assert set(bench.asked("file", portal_id)) == {304}, "nothing is fetched twice"
    again = {each.document_id for each in bench.sightings("second", portal_id)}
    assert again >= {each.document_id for each in accounts}
