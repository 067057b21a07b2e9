"""What the demo's portals publish: the manifest of disclosures, and the sites that follow from it.

Put here: reading and checking the manifest, what a site and its items are.
Keep out: how a family of portals writes its pages (static_columns.py, hanweb.py) and serving them.
"""

import hashlib
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PAGE_SIZE = 4
"""Entries a listing page; small, so that every crawl walks over pages."""
KINDS = ("trs", "hanweb")
"""The kinds of site that an entry of the manifest can name."""

_KEYS = {
    "site": str,
    "portal_id": str,
    "publisher_zh": str,
    "region_code": str,
    "unit_name_zh": str,
    "fiscal_year": int,
    "title_zh": str,
    "published_date": str,
    "file": str,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a listing with its detail page; `file` is None where the detail has no attachment."""

    site: str
    portal_id: str
    publisher_zh: str
    region_code: str
    title_zh: str
    published_date: date
    file: Path | None

    @property
    def number(self) -> int:
        """A number that stays the same from run to run, as ids in a content management system do."""
        return int(self.digest[:8], 16) % 90_000_000 + 10_000_000

    @property
    def digest(self) -> str:
        """What makes the item itself: the portal and the title."""
        return hashlib.sha256(f"{self.portal_id}|{self.title_zh}".encode()).hexdigest()

    @property
    def is_script_link(self) -> bool:
        """Whether the attachment is offered by a script only, as on every second page here."""
        return self.number % 2 == 0


@dataclass(frozen=True, slots=True)
class Site:
    """One portal of the server: its items, newest first."""

    portal_id: str
    kind: str
    items: tuple[Item, ...]

    @property
    def publisher_zh(self) -> str:
        """Whose portal it is: the one publisher, or a platform where several publish."""
        names = {item.publisher_zh for item in self.items}
        return names.pop() if len(names) == 1 else f"示例预决算公开平台（{self.portal_id}）"

    @property
    def page_count(self) -> int:
        """Number of listing pages."""
        return -(-len(self.items) // PAGE_SIZE)

    def page_items(self, page_no: int) -> tuple[Item, ...]:
        """Items of a listing page, from 0; empty past the end."""
        return self.items[page_no * PAGE_SIZE : (page_no + 1) * PAGE_SIZE]


def read_manifest(manifest: Path) -> list[Item]:
    """The disclosures of a manifest. Raises ValueError naming the entry and key that cannot be used."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise ValueError(f"{manifest}: must be a list of disclosures")
    return [_item(manifest, number, entry) for number, entry in enumerate(content, start=1)]


def _item(manifest: Path, number: int, entry: dict[str, Any]) -> Item:
    for key, kind in _KEYS.items():
        if not isinstance(entry.get(key), kind):
            raise ValueError(f"{manifest}, entry {number}: {key}: must be {kind.__name__}, is {entry.get(key)!r}")
    if entry["site"] not in KINDS:
        raise ValueError(f"{manifest}, entry {number}: site: {entry['site']!r} is not one of {', '.join(KINDS)}")
    file = manifest.parent / entry["file"]
    if not file.is_file():
        raise ValueError(f"{manifest}, entry {number}: file: {file} is not there")
    return Item(
        site=entry["site"],
        portal_id=entry["portal_id"],
        publisher_zh=entry["publisher_zh"],
        region_code=entry["region_code"],
        title_zh=entry["title_zh"],
        published_date=date.fromisoformat(entry["published_date"]),
        file=file,
    )


def sites_of(items: Sequence[Item]) -> dict[str, Site]:
    """The portals of a manifest. Raises ValueError when the entries of one portal name more than one kind of site."""
    by_portal: dict[str, list[Item]] = {}
    for item in items:
        by_portal.setdefault(item.portal_id, []).append(item)
    sites = {}
    for portal_id, own in by_portal.items():
        if len({item.site for item in own}) != 1:
            raise ValueError(f"portal {portal_id}: its entries name more than one site")
        everything = sorted([*own, *_others(own)], key=lambda item: (item.published_date, item.number), reverse=True)
        sites[portal_id] = Site(portal_id, own[0].site, tuple(everything))
    return sites


def _others(items: Sequence[Item]) -> list[Item]:
    """What stands in the same column without being final accounts."""
    newest = max(items, key=lambda item: item.published_date)
    titles = (
        f"{newest.publisher_zh}{newest.published_date.year + 1}年度部门预算公开",
        f"{newest.publisher_zh}{newest.published_date.year - 1}年度部门决算公开工作总结",
    )
    return [
        Item(newest.site, newest.portal_id, newest.publisher_zh, newest.region_code, title, newest.published_date, None)
        for title in titles
    ]


def document(title: str, body: str, item: Item | None = None) -> str:
    """An HTML page; that of an item says its title and date in meta elements, as these systems do."""
    meta = ""
    if item is not None:
        meta = (
            f'<meta name="ArticleTitle" content="{html.escape(item.title_zh)}">'
            f'<meta name="PubDate" content="{item.published_date} 09:30">'
        )
    head = f'<head><meta charset="utf-8">{meta}<title>{html.escape(title)}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"
