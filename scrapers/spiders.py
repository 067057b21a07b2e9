"""The spider: walks one portal's columns, decides about each link, asks for files and only for what may have changed.

Put here: the order of requests and what a response or failure means.
Keep out: how pages read (families/), what is taken (titles.py), what the walk as a whole came to (survey.py), writing
(items.py, storage.py).
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from scrapers.asking import IS_FILE, final_url, header, is_about_something_else, meaning, page_of, page_request
from scrapers.families.base import NO_IMPRINT, Attachment, Detail, Entry, Imprint, Listing, PageRequest
from scrapers.hosts import refusal
from scrapers.items import STAT, Look, PageLook
from scrapers.known import Known, KnownFile
from scrapers.middlewares import stop_at_wall
from scrapers.portal import Column, Portal
from scrapers.progress import Board
from scrapers.storage import DocumentStore
from scrapers.survey import Survey
from scrapers.titles import decide, decide_attachment
from scrapers.turns import Turns

# Files before details before listings: what a listing page names is done before the next one is asked for, so the
# queue stays short however long the listing is.
_FILE, _DETAIL, _LISTING = 20, 10, 0
_MAX_LISTING_PAGES = 20_000
_MAX_PARTS = 10
_UNCHANGED = 304


class PortalSpider(scrapy.Spider):
    """Walks one portal once.

    `known` is what earlier runs saw. A detail page whose listing entry (address, title, date) is as it was is not
    asked for again until the portal's `recheck_days` are over; its files are, each with a conditional request. `board`
    is told how far the crawl is. `sample` ends the walk after so many disclosures.
    """

    name = "portal"

    def __init__(
        self,
        portal: Portal,
        home: Path,
        run_id: str,
        known: Known,
        board: Board,
        turns: Turns,
        fiscal_year: int | None = None,
        sample: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=portal.portal_id, **kwargs)
        self.portal = portal
        self.home = home
        self.run_id = run_id
        self.known = known
        self.board = board
        self.fiscal_year = fiscal_year
        self.sample = sample
        self.survey = Survey()
        self._turns = turns
        self._family = portal.reader
        self._parameters = portal.family_parameters
        self._store = DocumentStore(home)

    async def start(self) -> AsyncIterator[Request]:
        """One request a column, when it is this portal's turn."""
        await self._turns.take(self.portal)
        for column in self.portal.columns:
            asked = self._family.first_request(column.address, self._parameters)
            if self._is_new_page(asked):
                list_no = self.survey.begin_list(column.address, is_start=True)
                yield self._listing_request(asked, column, self._parameters.follow_sub_columns, list_no)

    def closed(self, reason: str) -> None:
        """Let the next portal have its turn."""
        self._turns.give_back(self.portal)

    def _is_new_page(self, asked: PageRequest) -> bool:
        """Whether a listing page has not been asked for in this run: every page of a column names the same ones."""
        return self.known.is_new("listing", f"{asked.method} {asked.url} {asked.body}")

    def _listing_request(self, asked: PageRequest, column: Column, levels: int, list_no: int) -> Request:
        return page_request(
            asked,
            callback=self.parse_listing,
            errback=self.listing_failed,
            priority=_LISTING,
            cb_kwargs={"asked": asked, "column": column, "levels": levels, "list_no": list_no},
        )

    def parse_listing(
        self, response: Response, asked: PageRequest, column: Column, levels: int, list_no: int
    ) -> Iterator[Request | Look | PageLook]:
        """Decide about each entry that no page of this run showed before.

        A page that shows nothing which its list had not shown ends the walk: some servers ignore the page number and
        send the first page for ever (jpaas, asked from abroad).
        """
        self._stat("listing_pages")
        page = page_of(response, asked)
        listing = self._family.read_listing(page, self._parameters)
        if listing.kind == "challenge":
            stop_at_wall(self.crawler, f"a challenge page at {response.url}")
            return
        in_list = f"list {list_no}"
        found = sum(self.known.is_new(in_list, entry.url) for entry in listing.entries)
        leads_on = bool(listing.next_pages or (levels and listing.sub_columns))
        is_first = self.survey.note_listing(list_no, page, listing, found, leads_on)
        for entry in listing.entries:
            if self._has_enough():
                return
            if self.known.is_new("entry", entry.url):
                yield from self._follow_entry(response.url, entry, column)
        if self._has_enough():
            return
        if levels > 0:
            yield from self._follow_sub_columns(listing, column, levels)
        if found or is_first:
            if self.survey.listing_pages >= _MAX_LISTING_PAGES:
                self.survey.listing_failures.append(f"more than {_MAX_LISTING_PAGES} listing pages: the walk stopped")
                return
            for following in listing.next_pages:
                if self._is_new_page(following):
                    yield self._listing_request(following, column, levels, list_no)

    def _follow_sub_columns(self, listing: Listing, column: Column, levels: int) -> Iterator[Request]:
        for below in listing.sub_columns:
            if refusal(below.request.url, self.portal.allowed_hosts) is None and self._is_new_page(below.request):
                # A line that shows only a department's name is judged by the nearest column that says what it is.
                is_telling = "算" in below.title_zh
                nearest = Column(title_zh=below.title_zh, address=below.request.url) if is_telling else column
                list_no = self.survey.begin_list(below.request.url, is_start=False)
                yield self._listing_request(below.request, nearest, levels - 1, list_no)

    def _has_enough(self) -> bool:
        return self.sample is not None and self.survey.taken >= self.sample

    def _follow_entry(self, listing_url: str, entry: Entry, column: Column) -> Iterator[Request | Look]:
        decision = decide(entry.title_zh, column.title_zh, self.fiscal_year)
        reason = decision.reason or refusal(entry.url, self.portal.allowed_hosts)
        if reason:
            landing, file = (listing_url, entry.url) if entry.is_file else (entry.url, None)
            yield Look(landing, file, "", entry.title_zh, entry.published_date, "ignored", reason)
            return
        self._stat("listed")
        self.survey.note_taken(decision.fiscal_year, entry.published_date)
        self.board.took(self.portal.portal_id, entry.title_zh)
        if entry.is_file:
            attachment = Attachment(entry.url, entry.title_zh, entry.canonical_url)
            yield from self._look_at_file(attachment, listing_url, entry.title_zh, entry.published_date)
            return
        if self.known.is_done(entry.url):
            return
        asked, headers = entry.request or PageRequest(entry.url), {}
        page = self.known.page(entry.url)
        if page is not None and not self._family.addresses_expire:
            if entry.url in page.file_urls:
                headers = self._conditions(entry.url)
            elif (page.listing_title_zh, page.published_date) == (
                entry.title_zh,
                entry.published_date,
            ) and datetime.now(UTC) - page.read_at < timedelta(days=self.portal.recheck_days):
                for url in page.file_urls:
                    attachment = Attachment(url, (self.known.file(url) or KnownFile()).title_zh or "")
                    yield from self._look_at_file(attachment, entry.url, entry.title_zh, entry.published_date)
                return
        yield self._detail_request(asked, entry, None, (), headers)

    def _detail_request(
        self,
        asked: PageRequest,
        entry: Entry,
        whole: Detail | None,
        parts: tuple[PageRequest, ...],
        headers: dict[str, str] | None = None,
    ) -> Request:
        return page_request(
            asked,
            callback=self.parse_detail,
            errback=self.detail_failed,
            priority=_DETAIL,
            headers=headers or {},
            meta={"handle_httpstatus_list": [_UNCHANGED]} if headers else {},
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
        if response.status == _UNCHANGED:
            yield from self.parse_file(response, Look(entry.url, entry.url, "", entry.title_zh, entry.published_date))
            return
        page = page_of(response, asked)
        detail = self._family.read_detail(page)
        if detail.kind == "challenge":
            stop_at_wall(self.crawler, f"a challenge page at {response.url}")
            return
        if whole is None:
            reason = "the page says that it is not there" if detail.kind == "missing" else ""
            if is_about_something_else(page, detail, entry.title_zh):
                reason = f"the page is not about what was listed (it calls itself {detail.title_zh!r})"
            if reason:
                published = entry.published_date
                yield Look(entry.url, None, detail.title_zh, entry.title_zh, published, "failed", reason, 200)
                return
            parts = detail.parts[:_MAX_PARTS]
        else:
            files = {attachment.identity: attachment for attachment in (*whole.attachments, *detail.attachments)}
            tables = whole.inline_tables + detail.inline_tables
            detail = replace(whole, attachments=tuple(files.values()), inline_tables=tables)
        if parts:
            yield self._detail_request(parts[0], entry, detail, parts[1:])
            return
        self.survey.note_detail(bool(detail.attachments or detail.inline_tables))
        yield from self._look_at_page(response, entry, detail)

    def _look_at_page(self, response: Response, entry: Entry, detail: Detail) -> Iterator[Request | Look | PageLook]:
        published = entry.published_date or detail.published_date
        taken: list[Attachment] = []
        for attachment in detail.attachments:
            title = attachment.title_zh or detail.title_zh
            if reason := decide_attachment(title).reason:
                yield Look(entry.url, attachment.identity, title, entry.title_zh, published, "ignored", reason)
            elif not self._is_of_another_page(entry.url, attachment.identity):
                taken.append(replace(attachment, title_zh=title))
        file_urls = {attachment.identity for attachment in taken}
        if not detail.attachments and detail.inline_tables:
            file_urls.add(entry.url)
        elif not detail.attachments:
            reason = "no attachment was found on the page; look at it and say which idiom it uses"
            yield Look(entry.url, None, detail.title_zh, entry.title_zh, published, "refused", reason)
        yield PageLook(
            entry.url,
            entry.title_zh,
            entry.published_date,
            response.status,
            header(response, "ETag"),
            header(response, "Last-Modified"),
            len(response.body),
            frozenset(file_urls),
            header(response, "Content-Type"),
            final_url(response, entry.url),
        )
        if entry.url in file_urls:
            look = Look(entry.url, entry.url, detail.title_zh, entry.title_zh, published, is_of_page=True, is_page=True)
            look.imprint = detail.imprint
            yield from self.parse_file(response, look)
        for attachment in taken:
            yield from self._look_at_file(
                attachment, entry.url, entry.title_zh, published, is_of_page=True, imprint=detail.imprint
            )

    def _is_of_another_page(self, landing_url: str, identity: str) -> bool:
        """Whether this run has looked, or is looking, at a file because another page links it too."""
        return self.known.is_seen("file", identity) or self.known.is_looked_at_from_elsewhere(landing_url, identity)

    def _look_at_file(
        self,
        attachment: Attachment,
        landing_url: str,
        listing_title: str,
        published: date | None,
        *,
        is_of_page: bool = False,
        imprint: Imprint = NO_IMPRINT,
    ) -> Iterator[Request | Look]:
        url, identity = attachment.url, attachment.identity
        if self._is_of_another_page(landing_url, identity) or not self.known.is_new("file", identity):
            return
        look = Look(landing_url, identity, attachment.title_zh, listing_title, published, is_of_page=is_of_page)
        look.imprint = imprint
        if reason := refusal(url, self.portal.allowed_hosts):
            look.outcome, look.reason = "refused", reason
            yield look
        elif (outcome := self.known.outcome_of(landing_url, identity)) is not None:
            look.outcome = outcome
            yield look
        else:
            yield Request(
                url,
                headers=self._conditions(identity),
                callback=self.parse_file,
                errback=self.file_failed,
                priority=_FILE,
                cb_kwargs={"look": look},
                meta={"handle_httpstatus_list": [_UNCHANGED], IS_FILE: True},
            )

    def _conditions(self, identity: str) -> dict[str, str]:
        """Validators of the bytes we hold; none when the document is not in the store (any more)."""
        file = self.known.file(identity)
        if file is None or file.document_id is None or not self._store.has(file.document_id, file.byte_count):
            return {}
        headers = {"If-None-Match": file.etag, "If-Modified-Since": file.last_modified}
        return {name: value for name, value in headers.items() if value}

    def parse_file(self, response: Response, look: Look) -> Iterator[Look]:
        """Hand the bytes on, or the server's word that they have not changed."""
        look.http_status = response.status
        look.etag = header(response, "ETag")
        look.last_modified = header(response, "Last-Modified")
        look.content_type = header(response, "Content-Type")
        look.final_url = final_url(response, look.file_url or "")
        if response.status == _UNCHANGED:
            before = self.known.file(look.file_url) or KnownFile()
            look.outcome = "not_modified"
            look.etag, look.last_modified = look.etag or before.etag, look.last_modified or before.last_modified
        else:
            look.body = response.body
        yield look

    def file_failed(self, failure: Failure) -> Iterator[Look]:
        """Record a file that was not received."""
        look: Look = failure.request.cb_kwargs["look"]  # type: ignore[attr-defined]
        look.outcome, look.reason, look.http_status = meaning(failure)
        yield look

    def detail_failed(self, failure: Failure) -> Iterator[Look]:
        """Record a detail page that was not received."""
        entry: Entry = failure.request.cb_kwargs["entry"]  # type: ignore[attr-defined]
        outcome, reason, status = meaning(failure)
        yield Look(entry.url, None, "", entry.title_zh, entry.published_date, outcome, reason, status)

    def listing_failed(self, failure: Failure) -> None:
        """Note a listing that could not be read: the crawl does not know all there is, so it is no `ok`."""
        _, reason, _ = meaning(failure)
        self.survey.note_failure(failure.request.url, reason)  # type: ignore[attr-defined]

    def _stat(self, word: str) -> None:
        self.crawler.stats.inc_value(STAT + word)
