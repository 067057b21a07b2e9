"""The spider: walks one portal's columns, decides about each link, asks for files and only for what may have changed.

Put here: the order of requests and what a response or failure means.
Keep out: how pages read (families/), what is taken (titles.py), writing (items.py, storage.py).
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from scrapers.families.base import Attachment, Detail, Entry, Page, PageRequest
from scrapers.families.pages import decode, file_extension
from scrapers.hosts import refusal
from scrapers.items import STAT, Look, PageLook
from scrapers.known import Known, KnownFile
from scrapers.portal import Column, Portal
from scrapers.progress import Board
from scrapers.storage import DocumentStore, Outcome
from scrapers.titles import decide, decide_attachment

# Files before details before listings: what a listing page names is done before the next one is asked for, so the
# queue stays short however long the listing is.
_FILE, _DETAIL, _LISTING = 20, 10, 0
_MAX_LISTING_PAGES = 5_000
_MAX_PARTS = 10


class PortalSpider(scrapy.Spider):
    """Walks one portal once.

    `known` is what earlier runs saw. A detail page whose listing entry (address, title, date) is as it was is not
    asked for again until the portal's `recheck_days` are over; its files are, each with a conditional request. `board`
    is told how far the crawl is.
    """

    name = "portal"

    def __init__(
        self,
        portal: Portal,
        home: Path,
        run_id: str,
        known: Known,
        board: Board,
        fiscal_year: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=portal.portal_id, **kwargs)
        self.portal = portal
        self.home = home
        self.run_id = run_id
        self.known = known
        self.board = board
        self.fiscal_year = fiscal_year
        self.listing_failures: list[str] = []
        self.is_forbidden_by_robots = False
        self._family = portal.reader
        self._parameters = portal.family_parameters
        self._store = DocumentStore(home)
        self._requested: set[str] = set()
        self._entries_seen: set[str] = set()
        self._listing_pages = 0

    async def start(self) -> AsyncIterator[Request]:
        """One request a column."""
        for column in self.portal.columns:
            asked = self._family.first_request(column.address, self._parameters)
            yield self._listing_request(asked, column, self._parameters.follow_sub_columns, is_first=True)

    def _listing_request(self, asked: PageRequest, column: Column, levels: int, *, is_first: bool) -> Request:
        return _request(
            asked,
            callback=self.parse_listing,
            errback=self.listing_failed,
            priority=_LISTING,
            cb_kwargs={"asked": asked, "column": column, "levels": levels, "is_first": is_first},
        )

    def parse_listing(
        self, response: Response, asked: PageRequest, column: Column, levels: int, is_first: bool
    ) -> Iterator[Request | Look | PageLook]:
        """Decide about each entry that no page of this run showed before; a page without a new one ends the walk."""
        self._listing_pages += 1
        self._stat("listing_pages")
        listing = self._family.read_listing(_page(response, asked), self._parameters)
        fresh = [entry for entry in listing.entries if entry.url not in self._entries_seen]
        for entry in fresh:
            self._entries_seen.add(entry.url)
            yield from self._follow_entry(response.url, entry, column)
        if levels > 0:
            for below in listing.sub_columns:
                if refusal(below.request.url, self.portal.allowed_hosts) is None:
                    # A line that shows only a department's name is judged by the nearest column that says what it is.
                    is_telling = "算" in below.title_zh
                    nearest = Column(title_zh=below.title_zh, address=below.request.url) if is_telling else column
                    yield self._listing_request(below.request, nearest, levels - 1, is_first=True)
        # Some servers ignore the page number and send the first page for ever (jpaas, asked from abroad).
        if (fresh or is_first) and self._listing_pages < _MAX_LISTING_PAGES:
            for following in listing.next_pages:
                yield self._listing_request(following, column, levels, is_first=False)

    def _follow_entry(self, listing_url: str, entry: Entry, column: Column) -> Iterator[Request | Look]:
        decision = decide(entry.title_zh, column.title_zh, self.fiscal_year)
        reason = decision.reason or refusal(entry.url, self.portal.allowed_hosts)
        if reason:
            landing, file = (listing_url, entry.url) if entry.is_file else (entry.url, None)
            yield Look(landing, file, "", entry.title_zh, entry.published_date, "ignored", reason)
            return
        self._stat("listed")
        if entry.is_file:
            attachment = Attachment(entry.url, entry.title_zh, entry.canonical_url)
            yield from self._look_at_file(attachment, listing_url, entry.title_zh, entry.published_date)
            return
        page = self.known.pages.get(entry.url)
        if (
            page is not None
            and not self._family.addresses_expire
            and (page.listing_title_zh, page.published_date) == (entry.title_zh, entry.published_date)
            and datetime.now(UTC) - page.read_at < timedelta(days=self.portal.recheck_days)
        ):
            for url in page.file_urls:
                attachment = Attachment(url, self.known.files.get(url, KnownFile()).title_zh or "")
                yield from self._look_at_file(attachment, entry.url, entry.title_zh, entry.published_date)
            return
        yield self._detail_request(entry.request or PageRequest(entry.url), entry, None, ())

    def _detail_request(
        self, asked: PageRequest, entry: Entry, whole: Detail | None, parts: tuple[PageRequest, ...]
    ) -> Request:
        return _request(
            asked,
            callback=self.parse_detail,
            errback=self.detail_failed,
            priority=_DETAIL,
            # A page that is listing and document in one (single_page) is asked for twice.
            dont_filter=True,
            cb_kwargs={"asked": asked, "entry": entry, "whole": whole, "parts": parts},
        )

    def parse_detail(
        self,
        response: Response,
        asked: PageRequest,
        entry: Entry,
        whole: Detail | None,
        parts: tuple[PageRequest, ...],
    ) -> Iterator[Request | Look | PageLook]:
        """Look at every attachment of a detail page and its parts, which are asked for one after the other.

        The page keeps the listing's title and date as its identity. `whole` is what the page and its parts showed so
        far, None for the page itself; `parts` are still to be asked for.
        """
        detail = self._family.read_detail(_page(response, asked))
        if whole is None:
            parts = detail.parts[:_MAX_PARTS]
        else:
            files = {attachment.identity: attachment for attachment in (*whole.attachments, *detail.attachments)}
            tables = whole.inline_tables + detail.inline_tables
            detail = replace(whole, attachments=tuple(files.values()), inline_tables=tables)
        if parts:
            yield self._detail_request(parts[0], entry, detail, parts[1:])
            return
        published = entry.published_date or detail.published_date
        taken: list[Attachment] = []
        for attachment in detail.attachments:
            title = attachment.title_zh or detail.title_zh
            if reason := decide_attachment(title).reason:
                yield Look(entry.url, attachment.identity, title, entry.title_zh, published, "ignored", reason)
            elif attachment.identity not in self._requested:
                taken.append(replace(attachment, title_zh=title))
        if not detail.attachments:
            reason = "no attachment was found on the page; look at it and say which idiom it uses"
            if detail.inline_tables:
                reason = f"its {detail.inline_tables} tables stand in the page itself; only PDF is read"
            yield Look(entry.url, None, detail.title_zh, entry.title_zh, published, "refused", reason)
        yield PageLook(
            entry.url,
            entry.title_zh,
            entry.published_date,
            response.status,
            _header(response, "ETag"),
            _header(response, "Last-Modified"),
            len(response.body),
            frozenset(attachment.identity for attachment in taken),
        )
        for attachment in taken:
            yield from self._look_at_file(attachment, entry.url, entry.title_zh, published, is_of_page=True)

    def _look_at_file(
        self,
        attachment: Attachment,
        landing_url: str,
        listing_title: str,
        published: date | None,
        *,
        is_of_page: bool = False,
    ) -> Iterator[Request | Look]:
        url, identity = attachment.url, attachment.identity
        if identity in self._requested:
            return
        self._requested.add(identity)
        look = Look(landing_url, identity, attachment.title_zh, listing_title, published, is_of_page=is_of_page)
        extension = file_extension(url)
        if extension not in ("", "pdf"):
            look.outcome, look.reason = "refused", f"not asked for: .{extension} is not read yet, only PDF"
        elif reason := refusal(url, self.portal.allowed_hosts):
            look.outcome, look.reason = "refused", reason
        if look.outcome is not None:
            yield look
            return
        yield Request(
            url,
            headers=self._conditions(identity),
            callback=self.parse_file,
            errback=self.file_failed,
            priority=_FILE,
            cb_kwargs={"look": look},
            meta={"handle_httpstatus_list": [304]},
        )

    def _conditions(self, identity: str) -> dict[str, str]:
        """Validators of the bytes we hold; none when the document is not in the store (any more)."""
        file = self.known.files.get(identity)
        if file is None or file.document_id is None or not self._store.path_of(file.document_id).exists():
            return {}
        headers = {"If-None-Match": file.etag, "If-Modified-Since": file.last_modified}
        return {name: value for name, value in headers.items() if value}

    def parse_file(self, response: Response, look: Look) -> Iterator[Look]:
        """Hand the bytes on, or the server's word that they have not changed."""
        look.http_status = response.status
        look.etag = _header(response, "ETag")
        look.last_modified = _header(response, "Last-Modified")
        if response.status == 304:
            before = self.known.files.get(look.file_url or "", KnownFile())
            look.outcome = "not_modified"
            look.etag, look.last_modified = look.etag or before.etag, look.last_modified or before.last_modified
        else:
            look.body = response.body
        yield look

    def file_failed(self, failure: Failure) -> Iterator[Look]:
        """Record a file that was not received."""
        look: Look = failure.request.cb_kwargs["look"]  # type: ignore[attr-defined]
        look.outcome, look.reason, look.http_status = _meaning(failure)
        yield look

    def detail_failed(self, failure: Failure) -> Iterator[Look]:
        """Record a detail page that was not received."""
        entry: Entry = failure.request.cb_kwargs["entry"]  # type: ignore[attr-defined]
        outcome, reason, status = _meaning(failure)
        yield Look(entry.url, None, "", entry.title_zh, entry.published_date, outcome, reason, status)

    def listing_failed(self, failure: Failure) -> None:
        """Note a listing that could not be read: the crawl does not know all there is, so it is no `ok`."""
        _, reason, _ = _meaning(failure)
        if "robots.txt" in reason:
            self.is_forbidden_by_robots = True
        self.listing_failures.append(f"{failure.request.url}: {reason}")  # type: ignore[attr-defined]

    def _stat(self, word: str) -> None:
        self.crawler.stats.inc_value(STAT + word)


def _request(asked: PageRequest, **kwargs: Any) -> Request:
    return Request(asked.url, method=asked.method, body=asked.body, headers=dict(asked.headers), **kwargs)


def _page(response: Response, asked: PageRequest) -> Page:
    content_type = _header(response, "Content-Type") or ""
    charset = content_type.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Page(response.url, decode(response.body, charset), asked)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _meaning(failure: Failure) -> tuple[Outcome, str, int | None]:
    """Outcome, reason and HTTP status of a failed request: `refused` where we did not want it, else `failed`."""
    error = failure.value
    if isinstance(error, HttpError):
        return "failed", f"HTTP {error.response.status}", error.response.status
    if isinstance(error, IgnoreRequest):
        return ("failed" if getattr(error, "is_block", False) else "refused"), str(error), None
    first_line = str(error).partition("\n")[0]
    return "failed", f"{type(error).__name__}: {first_line}".rstrip(": "), None
