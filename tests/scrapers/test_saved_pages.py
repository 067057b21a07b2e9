"""On pages saved from real portals of 45 cities, the reader says what was reviewed by eye."""

from pathlib import Path

import pytest
import yaml

from tests.scrapers.saved_page import EXPECTATIONS, PAGES, expectation

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
