"""What a page is, and everything on it, without knowing its family.

Put here: telling listings, details and front pages apart.
Keep out: how the parts of a page are read (the other modules of this folder).
"""

import re
from dataclasses import dataclass

from scrapers.families.base import Attachment, Detail, Entry, Listing, Page, PageKind, PageRequest
from scrapers.families.pages import Document, parse
from scrapers.families.reading.absences import absence_of
from scrapers.families.reading.articles import is_article
from scrapers.families.reading.details import content_of, detail_of, looks_like_article, meta
from scrapers.families.reading.entries import Line, lists_of, main_lines, read_lines
from scrapers.families.reading.links import links_of, text_of
from scrapers.families.reading.pagers import next_pages, stated_count

_FRONT = re.compile(r"^(?:网站)?首\s*页(?:$|[-_ —])|首页$|网站首页")
_FRONT_LISTS = 3
_MAIN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a page shows: its kind, title, entries, next page, attachments, and the detail's own facts."""

    kind: PageKind
    title_zh: str
    entries: tuple[Entry, ...]
    next_pages: tuple[PageRequest, ...]
    attachments: tuple[Attachment, ...]
    detail: Detail
    stated_count: int | None = None

    @property
    def listing(self) -> Listing:
        """The page as a listing."""
        return Listing(self.entries, self.next_pages, (), self.title_zh, self.stated_count, self.kind)


def read_page(page: Page) -> Reading:
    """Read a page of any government portal: recognize its kind and extract its links.

    Never raises for a page's content; a page that says nothing has kind `other` and no links.
    """
    document = parse(page)
    links = links_of(document)
    detail = detail_of(document, links)
    lines = read_lines(document, links)
    following = next_pages(document, links)
    kind = _kind(document, lines, following, detail)
    if kind in ("missing", "challenge", "shell"):
        nothing = Detail(detail.title_zh, None, (), kind=kind)
        return Reading(kind, detail.title_zh, (), (), (), nothing)
    is_listing = kind in ("listing", "listing_and_detail")
    if is_listing:
        lines = main_lines(document, lines)
    entries = tuple(line.entry for line in lines)
    frames = detail.parts if kind in ("listing", "other") and not entries else ()
    if kind == "detail":
        files = {attachment.url for attachment in detail.attachments}
        entries = tuple(entry for entry in entries if entry.url not in files and is_article(entry.url))
    attachments = detail.attachments if kind in ("detail", "listing_and_detail") else ()
    title = detail.title_zh if kind == "detail" else meta(document, "ColumnName") or detail.title_zh
    return Reading(
        kind,
        title,
        entries,
        (following if is_listing else ()) or frames,
        attachments,
        detail,
        stated_count(page.text) if is_listing else None,
    )


def _kind(document: Document, lines: tuple[Line, ...], following: tuple[PageRequest, ...], detail: Detail) -> PageKind:
    """What a page is, from its marks: meta elements, address, headings, and how its lines are grouped."""
    if absence := absence_of(document, holds_links=bool(lines or detail.attachments)):
        return absence
    if meta(document, "ArticleTitle") or is_article(document.page.url):
        return "detail"
    if not following and looks_like_article(document, len(detail.attachments)):
        return "detail"
    if lines and not following and _is_front_page(document, lines):
        return "home"
    files = sum(line.entry.is_file for line in lines)
    if len(lines) > files:
        return "listing"
    if files:
        is_dated = detail.published_date is not None and bool(detail.attachments)
        return "detail" if files == 1 or is_dated else "listing_and_detail"
    if detail.attachments or detail.inline_tables or detail.inline_images:
        return "detail"
    if meta(document, "ColumnName") and content_of(document) is None:
        return "listing"
    return "other"


def _is_front_page(document: Document, lines: tuple[Line, ...]) -> bool:
    """Whether a page is the front page of a site: it says so, or shows several lists and none holds most lines."""
    titles = document.root.xpath("//title")
    words = (text_of(titles[0]) if titles else "", meta(document, "ColumnName"), meta(document, "ColumnType"))
    if any(_FRONT.search(word) for word in words):
        return True
    lists = [members for members in lists_of(lines) if len(members) > 1]
    if not lists or (len(lists[0]) >= _MAIN_SHARE * len(lines) and (words[1] or len(lists) < _FRONT_LISTS)):
        return False
    return len(lists) >= (_FRONT_LISTS if words[1] else 2)
