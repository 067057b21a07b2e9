"""What the demo's portals publish: the manifest of disclosures, and the sites that follow from it.

Put here: reading and checking the manifest, what a site and its items are, and how a site changes.
Keep out: how a family of portals writes its pages (the other modules of this folder) and serving them.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

PAGE_SIZE = 4
"""Entries a listing page; small, so that every crawl walks over pages."""

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


@dataclass(frozen=True)
class Item:
    """A line of a listing with its detail page; `file` is None where the detail has no attachment.

    `edition` tells two places of one item apart: a content management system gives an item that was moved a new number.
    """

    portal_id: str
    publisher_zh: str
    region_code: str
    unit_name_zh: str
    fiscal_year: int
    title_zh: str
    published_date: date
    file: Path | None
    edition: int = 1

    @cached_property
    def digest(self) -> str:
        """What makes the item itself: the portal, the title, the edition."""
        return hashlib.sha256(f"{self.portal_id}|{self.title_zh}|{self.edition}".encode()).hexdigest()

    @cached_property
    def number(self) -> int:
        """A number that stays the same from run to run, as ids in a content management system do."""
        return int(self.digest[:8], 16) % 90_000_000 + 10_000_000

    @property
    def is_script_link(self) -> bool:
        """Whether the attachment is offered by a script only, as on every second page here."""
        return self.number % 2 == 0

    @property
    def extension(self) -> str:
        """The extension of its file, without the dot; empty without a file."""
        return self.file.suffix.lower().lstrip(".") if self.file else ""

    @property
    def file_name(self) -> str:
        """What the portal calls the file."""
        return f"{self.title_zh}.{self.extension}"


@dataclass(frozen=True)
class Site:
    """One portal of the server: its family and its items, newest first."""

    portal_id: str
    family: str
    items: tuple[Item, ...]
    publisher_zh: str

    @property
    def page_count(self) -> int:
        """Number of listing pages; one even where nothing is listed."""
        return max(1, -(-len(self.items) // PAGE_SIZE))

    @property
    def published(self) -> tuple[Item, ...]:
        """The items with a file: the disclosures."""
        return tuple(item for item in self.items if item.file is not None)

    def page_items(self, page_no: int) -> tuple[Item, ...]:
        """Items of a listing page, from 0; empty past the end."""
        return self.items[page_no * PAGE_SIZE : (page_no + 1) * PAGE_SIZE]

    def item(self, number: int | str) -> Item | None:
        """The item with a number."""
        return next((item for item in self.items if str(item.number) == str(number)), None)

    def item_of_digest(self, start: str) -> Item | None:
        """The item whose digest begins so, in any case."""
        return next((item for item in self.items if start and item.digest.startswith(start.lower())), None)

    def without(self, *items: Item) -> "Site":
        """The site after some items were withdrawn."""
        return replace(self, items=tuple(item for item in self.items if item not in items))

    def with_items(self, *items: Item) -> "Site":
        """The site after some items were added."""
        return replace(self, items=_newest_first([*self.items, *items]))

    def moved(self, item: Item, published: date) -> "Site":
        """The site after an item got a new address and a new date, as in a migration."""
        return self.without(item).with_items(replace(item, edition=item.edition + 1, published_date=published))


def read_manifest(manifest: Path) -> list[tuple[str, Item]]:
    """The disclosures of a manifest, each with its family. Raises ValueError naming the entry and key."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise ValueError(f"{manifest}: must be a list of disclosures")
    return [_item(manifest, number, entry) for number, entry in enumerate(content, start=1)]


def _item(manifest: Path, number: int, entry: dict[str, Any]) -> tuple[str, Item]:
    for key, kind in _KEYS.items():
        if not isinstance(entry.get(key), kind):
            raise ValueError(f"{manifest}, entry {number}: {key}: must be {kind.__name__}, is {entry.get(key)!r}")
    file = manifest.parent / entry["file"]
    if not file.is_file():
        raise ValueError(f"{manifest}, entry {number}: file: {file} is not there")
    return entry["site"], Item(
        portal_id=entry["portal_id"],
        publisher_zh=entry["publisher_zh"],
        region_code=entry["region_code"],
        unit_name_zh=entry["unit_name_zh"],
        fiscal_year=entry["fiscal_year"],
        title_zh=entry["title_zh"],
        published_date=date.fromisoformat(entry["published_date"]),
        file=file,
    )


def sites_of(items: Sequence[tuple[str, Item]]) -> dict[str, Site]:
    """The portals of a manifest. Raises ValueError when the entries of one portal name more than one family."""
    by_portal: dict[str, list[Item]] = {}
    families: dict[str, str] = {}
    for family, item in items:
        if families.setdefault(item.portal_id, family) != family:
            raise ValueError(f"portal {item.portal_id}: its entries name more than one site")
        by_portal.setdefault(item.portal_id, []).append(item)
    return {portal_id: site_of(portal_id, families[portal_id], own) for portal_id, own in by_portal.items()}


def site_of(portal_id: str, family: str, items: Sequence[Item]) -> Site:
    """A portal with these disclosures, and what stands beside them in real columns."""
    names = {item.publisher_zh for item in items}
    publisher = names.pop() if len(names) == 1 else f"示例预决算公开平台（{portal_id}）"
    own = [replace(item, portal_id=portal_id) for item in items]
    return Site(portal_id, family, _newest_first([*own, *_others(own)]), publisher)


def _newest_first(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.published_date, item.number), reverse=True))


def _others(items: Sequence[Item]) -> list[Item]:
    """What stands in the same column without being final accounts."""
    newest = max(items, key=lambda item: item.published_date)
    year = newest.published_date.year
    titles = (
        f"{newest.publisher_zh}{year + 1}年度部门预算公开",
        f"{newest.publisher_zh}{year - 1}年度部门决算公开工作总结",
    )
    return [replace(newest, title_zh=title, file=None) for title in titles]
