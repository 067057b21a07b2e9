"""What a walk over a portal's listings showed as a whole.

Put here: the facts that a judgement of a crawl needs, collected page by page, and the signs of a page that has changed.
Keep out: the judgement itself (outcomes.py), and what is done about a single link (spiders.py).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from parsel import Selector

from scrapers.families.base import Listing, Page
from scrapers.titles import decide

_ENOUGH_DETAILS: Final = 3  # fewer pages without an attachment say nothing about the portal
_NOT_A_LIST: Final = frozenset({"home", "other", "shell", "missing"})


@dataclass(slots=True)
class _List:
    """One list, over all its pages."""

    address: str
    is_start: bool
    pages: int = 0
    entries: int = 0
    found: int = 0
    stated: int | None = None


@dataclass(slots=True)
class Survey:
    """The facts. `newest_year` is the newest fiscal year in a title that was taken, `newest_date` its newest date."""

    taken: int = 0
    listing_pages: int = 0
    newest_year: int | None = None
    newest_date: date | None = None
    listing_failures: list[str] = field(default_factory=list)
    is_forbidden_by_robots: bool = False
    details: int = 0
    details_with_files: int = 0
    _lists: list[_List] = field(default_factory=list)
    _changed: list[str] = field(default_factory=list)
    _changed_below: list[str] = field(default_factory=list)

    def begin_list(self, address: str, *, is_start: bool) -> int:
        """Note that a list is asked for; returns its number. `is_start`: the portal file names it."""
        self._lists.append(_List(address, is_start))
        return len(self._lists) - 1

    def note_listing(self, list_no: int, page: Page, listing: Listing, new_entries: int, leads_on: bool) -> bool:
        """Take a listing page into account; `new_entries` are those that its list had not shown before.

        `leads_on`: the walk goes on from it, to further pages or to columns below.

        Returns whether it is the first page of its list.
        """
        this = self._lists[list_no]
        self.listing_pages += 1
        this.pages += 1
        this.entries += len(listing.entries)
        this.found += new_entries
        this.stated = this.stated if listing.stated_count is None else listing.stated_count
        if not (this.entries or leads_on) and (sign := sign_of_change(page, listing)):
            (self._changed if this.is_start else self._changed_below).append(sign)
        return this.pages == 1

    def note_taken(self, fiscal_year: int | None, published: date | None) -> None:
        """Take one listed disclosure into account."""
        self.taken += 1
        if fiscal_year is not None:
            self.newest_year = max(fiscal_year, self.newest_year or fiscal_year)
        if published is not None:
            self.newest_date = max(published, self.newest_date or published)

    def note_detail(self, has_files: bool) -> None:
        """Take one detail page into account."""
        self.details += 1
        self.details_with_files += has_files

    def note_failure(self, address: str, reason: str) -> None:
        """Note a listing page that could not be read."""
        self.is_forbidden_by_robots |= "robots.txt" in reason
        self.listing_failures.append(f"{address}: {reason}")

    def signs_of_change(self, *, is_whole: bool) -> list[str]:
        """Why the portal's pages do not look as its family knows them. `is_whole`: the walk was not cut short."""
        signs = list(self._changed)
        if not self.taken:
            signs += self._changed_below
        if self.details >= _ENOUGH_DETAILS and not self.details_with_files:
            signs.append(f"none of {self.details} detail pages shows a file or a table")
        if is_whole:
            signs += [
                f"{this.address} states {this.stated} entries, {this.found} were found"
                for this in self._lists
                if this.stated is not None and this.found < this.stated
            ]
        return signs


def sign_of_change(page: Page, listing: Listing) -> str | None:
    """Why a page on which nothing was recognized is no empty list, or None where it may well be one."""
    if listing.kind in _NOT_A_LIST:
        return f"{page.url} shows no list: it reads as {listing.kind!r}"
    anchors = Selector(text=page.text or "<html/>").css("a")
    titles = (anchor.attrib.get("title") or anchor.xpath("string()").get() or "" for anchor in anchors)
    speaking = sum(decide(title).is_taken for title in titles)
    if speaking:
        return f"{page.url} has {speaking} links that speak of final accounts, none of a shape that is known"
    return None
