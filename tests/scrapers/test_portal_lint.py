"""What the linter says of portal files."""

from datetime import date
from pathlib import Path

import pytest

from scrapers.portal import PORTALS_FOLDER
from scrapers.portal_lint import Finding, lint_folders, lint_portal
from tests.scrapers.test_portal_files import GOOD, write

TODAY = date(2026, 11, 24)
COMMENTED = "# 示例市 publishes here.\n# Its pages are odd.\n" + GOOD


def said(path: Path) -> list[tuple[str, str]]:
    return [(finding.key, finding.message) for finding in lint_portal(path, TODAY)]


def test_no_shipped_file_has_an_error() -> None:
    assert [finding for finding in lint_folders([PORTALS_FOLDER], TODAY) if finding.level == "error"] == []


def test_a_missing_key_is_an_error_that_says_what_to_write(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace('region_code: "140100"', ""))
    (finding,) = lint_portal(path, TODAY)
    message = 'this key is missing; write the six digits of GB/T 2260 in quotation marks, e.g. "140100"'
    assert finding == Finding(path, "error", "region_code", message)


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("verified: never", "verified: never", "verified", "nobody has looked at it yet"),
        ("verified: never", "verified: 2024-01-01", "verified", "the last look is 1058 days old"),
        (
            "min_documents: 1}\nverified: never",
            "min_documents: 0}\nverified: 2026-11-01",
            "expectations",
            "silent zero",
        ),
        ("title_zh: 决算", "title_zh: 公开", "columns.0.title_zh", "says neither"),
        ("title_zh: 决算", "title_zh: 部门预算", "columns.0.title_zh", "speaks of budgets only"),
        ("https://czj", "http://czj", "columns.0.address", "say in a comment that https was tried"),
        ("[czj.example.gov.cn]", "[czj.example.gov.cn, files.example.com]", "allowed_hosts", "does not end in .gov.cn"),
        ("[czj.example.gov.cn]", "[czj.example.gov.cn, f.example.gov.cn]", "allowed_hosts", "no column's host"),
        ('"08-01", closes: "10-31"', '"11-01", closes: "10-31"', "publication_window", "closes before it opens"),
        ('"140100"', '"990100"', "region_code", "no province has the code 99"),
        ("verified: never", "verified: never\ndelay_seconds: 2", "delay_seconds", "2 is short"),
        ("# Its pages are odd.\n", "", "", "say in comments"),
    ],
)
def test_what_could_be_better_is_advised(tmp_path: Path, old: str, new: str, key: str, message: str) -> None:
    path = write(tmp_path, COMMENTED.replace(old, new))
    assert any(found.startswith(key) and message in text for found, text in said(path)), said(path)


def test_a_good_file_that_was_looked_at_lately_gets_no_advice(tmp_path: Path) -> None:
    assert said(write(tmp_path, COMMENTED.replace("never", "2026-11-01"))) == []


def test_all_files_of_all_folders_are_linted_and_doubles_are_named(tmp_path: Path) -> None:
    write(tmp_path / "a", GOOD, "one_city.yml")
    write(tmp_path / "b", GOOD, "one_city.yml")
    write(tmp_path / "b", "[]", "two_city.yml")
    write(tmp_path / "b", GOOD, "three_city.yaml")
    errors = [f for f in lint_folders([tmp_path / "a", tmp_path / "b", tmp_path / "c"], TODAY) if f.level == "error"]
    assert [finding.path.name for finding in errors] == ["one_city.yml", "three_city.yaml", "two_city.yml", "c"]
