"""On pages saved from real portals of 45 cities, the reader says what was reviewed by eye."""

from pathlib import Path

import pytest
import yaml

from scrapers.families import families
from scrapers.families.base import Page
from scrapers.families.pages import decode
from tests.scrapers.saved_page import BASE, EXPECTATIONS, PAGES, expectation, kept_line

REVIEWED = sorted(EXPECTATIONS.glob("*.yml"))


@pytest.mark.parametrize("path", REVIEWED, ids=lambda path: path.stem)
def test_a_saved_page_is_read_as_it_was_reviewed(path: Path) -> None:
    page = PAGES / f"{path.stem}.html"
    if not page.is_file():
        pytest.skip("the saved portal pages are not here")
    assert expectation(page.read_bytes()) == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_saved_page_was_reviewed() -> None:
    if not PAGES.is_dir():
        pytest.skip("the saved portal pages are not here")
    assert {path.stem for path in PAGES.glob("*.html")} == {path.stem for path in REVIEWED}


@pytest.mark.parametrize(
    ("family", "stem"),
    [
        *(("static_columns", stem) for stem in ("38fee5dd252b", "46a52f289835", "1a8bc32cef71", "9c41a2c210bf")),
        *(("uuid_columns", stem) for stem in ("bfc4e848b9fb", "7d2387e4ce56")),
        ("any_portal", "9c41a2c210bf"),
    ],
)
def test_a_family_reads_the_lines_and_the_next_page_that_were_reviewed(family: str, stem: str) -> None:
    reviewed = yaml.safe_load((EXPECTATIONS / f"{stem}.yml").read_text(encoding="utf-8"))
    reader = families()[family]
    listing = reader.read_listing(saved(stem), reader.parameters())
    lines = [kept_line(str(entry.published_date or ""), entry.title_zh, entry.url) for entry in listing.entries]
    assert lines == reviewed["entries"]
    assert [asked.url.removeprefix(BASE) for asked in listing.next_pages] == reviewed.get("next", [])


@pytest.mark.parametrize(
    ("family", "stem"),
    [
        *(("static_columns", stem) for stem in ("a17b1ac7856e", "4ab85ffaf8d4", "ebbf26374f71", "9a21c4d57edf")),
        ("hanweb_jpaas", "3b5226a3b21a"),
        ("ucap_columns", "3d58c2b555ec"),
        *(("token_attachments", stem) for stem in ("72d2f951c074", "50ec1e902ff4")),
        ("ningbo_platform", "f86fafe899b1"),
        *(("any_portal", stem) for stem in ("440a3693b40f", "30c1491f6518", "d3062e401b55", "6f9df48af1a2")),
    ],
)
def test_a_family_reads_the_attachments_that_were_reviewed(family: str, stem: str) -> None:
    reviewed = yaml.safe_load((EXPECTATIONS / f"{stem}.yml").read_text(encoding="utf-8"))
    detail = families()[family].read_detail(saved(stem))
    assert (detail.title_zh, str(detail.published_date)) == (reviewed["title"], reviewed["published"])
    files = [kept_line("", file.title_zh, file.url) for file in detail.attachments]
    assert files == reviewed.get("attachments", [])


def saved(stem: str) -> Page:
    """A saved page; skips where the pages are not at hand."""
    path = PAGES / f"{stem}.html"
    if not path.is_file():
        pytest.skip("the saved portal pages are not here")
    return Page(BASE, decode(path.read_bytes()))
