"""What is expected of each saved page of a real portal, and how to write it down again.

Put here: the form in which a reading is kept in saved_pages/<hash>.yml.
Keep out: the pages themselves, which are never committed.

`python -m tests.scrapers.saved_page` writes all expectations from what the reader says now; review the difference
before it is committed. Of a front page, with its hundreds of news, only the lines about budgets and accounts are kept,
and the number and digest of all of them.
"""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from scrapers.families import read_page
from scrapers.families.base import Page
from scrapers.families.pages import decode

EXPECTATIONS = Path(__file__).parent / "saved_pages"
PAGES = Path(__file__).parents[3] / "shared" / "portal_pages"
BASE = "http://www.example.gov.cn/zwgk/czyjs/"
"""The address that the pages are read under; where they were saved from is not known."""


def expectation(body: bytes) -> dict[str, Any]:
    """What the reader says of a page, in the form that is kept."""
    reading = read_page(Page(BASE, decode(body)))
    lines = [kept_line(str(entry.published_date or ""), entry.title_zh, entry.url) for entry in reading.entries]
    kept = [line for line in lines if reading.kind != "home" or "算" in line or "三公" in line]
    found: dict[str, Any] = {"kind": reading.kind, "title": reading.title_zh}
    if reading.kind == "detail":
        found["published"] = str(reading.detail.published_date or "")
        found["inline_tables"] = reading.detail.inline_tables
        found["inline_images"] = reading.detail.inline_images
        found |= {name: value for name, value in asdict(reading.detail.imprint).items() if value is not None}
    if reading.next_pages:
        found["next"] = [asked.url.removeprefix(BASE) for asked in reading.next_pages]
    if reading.attachments:
        found["attachments"] = [
            kept_line("", attachment.title_zh, attachment.url) for attachment in reading.attachments
        ]
    found["entries"] = kept
    if reading.kind == "home":
        found["entry_count"] = len(lines)
        found["entry_digest"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
    return found


def kept_line(day: str, title: str, url: str) -> str:
    """A line of a listing or a file as it is kept: date, title, address without the base."""
    return f"{day} {title} <{url.removeprefix(BASE)}>".strip()


def main() -> None:
    """Write the expectations of all saved pages."""
    for path in sorted(PAGES.glob("*.html")):
        text = yaml.safe_dump(expectation(path.read_bytes()), allow_unicode=True, sort_keys=False, width=10_000)
        (EXPECTATIONS / f"{path.stem}.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
