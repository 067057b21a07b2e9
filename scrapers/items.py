"""The items of a crawl, and what becomes of them: a stored document where there is one, and always a sighting.

Put here: the two items that the spider yields and the pipeline that records them.
Keep out: what to request next (spiders.py), and how bytes and lines are written (storage.py).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler

from scrapers.storage import DocumentStore, NotADocument, Outcome, Sighting, SightingLog

if TYPE_CHECKING:
    from scrapers.spiders import PortalSpider

STAT = "juesuan/"
"""Prefix of the crawl's own statistics: `juesuan/listed`, `juesuan/stored` … (see monitors.py)."""


@dataclass(slots=True)
class Look:
    """One look at a file or a link. `body` holds bytes that were received; without it `outcome` says what happened."""

    landing_url: str
    file_url: str | None
    title_zh: str
    listing_title_zh: str
    published_date: date | None
    outcome: Outcome | None = None
    reason: str | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: bytes | None = None
    is_of_page: bool = False
    """Whether the file hangs on a detail page that is being read in this run."""


@dataclass(slots=True)
class PageLook:
    """A detail page that was read, and the files on it that this run looks at because of it."""

    landing_url: str
    listing_title_zh: str
    published_date: date | None
    http_status: int
    etag: str | None
    last_modified: str | None
    byte_count: int
    file_urls: frozenset[str]


@dataclass(slots=True)
class _Reading:
    page: PageLook | None = None
    done: set[str] = field(default_factory=set)


class RecordLooks:
    """Item pipeline: stores documents, writes sightings, counts.

    A page is recorded as `read` only after all its files were looked at without failure: after a kill or a failed
    download the next run reads the page again instead of trusting it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._readings: dict[str, _Reading] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the run's sighting log."""
        spider = self._spider
        self._store = DocumentStore(spider.home)
        self._log = SightingLog(spider.home, spider.portal.portal_id, spider.run_id)

    def close_spider(self) -> None:
        """End the run's sighting log."""
        self._log.close()

    def process_item(self, item: Look | PageLook) -> Look | PageLook:
        """Record one item."""
        if isinstance(item, PageLook):
            self._readings.setdefault(item.landing_url, _Reading()).page = item
            self._end_reading(item.landing_url)
        else:
            outcome = self._record(item)
            item.body = None
            if item.is_of_page and item.file_url is not None and outcome != "failed":
                self._readings.setdefault(item.landing_url, _Reading()).done.add(item.file_url)
                self._end_reading(item.landing_url)
        return item

    @property
    def _spider(self) -> "PortalSpider":
        from scrapers.spiders import PortalSpider  # spiders.py imports the items

        if not isinstance(spider := self._crawler.spider, PortalSpider):
            raise TypeError(f"RecordLooks works for PortalSpider, not for {type(spider).__name__}")
        return spider

    def _record(self, look: Look) -> Outcome:
        known = self._spider.known
        before = known.files.get(look.file_url or "")
        document_id, media_type = None, None
        outcome, reason = look.outcome, look.reason
        if look.body is not None:
            try:
                document = self._store.store(look.body)
            except NotADocument as refusal:
                outcome, reason, media_type = "refused", refusal.reason, refusal.media_type
            else:
                document_id, media_type = document.document_id, document.media_type
                last_id = before.document_id if before else None
                is_known = document_id == last_id or (last_id is None and document_id in known.document_ids)
                outcome = "unchanged" if is_known else "stored"
                known.document_ids.add(document_id)
        elif outcome == "not_modified" and before is not None:
            document_id = before.document_id
        if outcome is None:
            raise ValueError(f"a look at {look.file_url or look.landing_url} has neither a body nor an outcome")
        self._append(
            landing_url=look.landing_url,
            file_url=look.file_url,
            title_zh=look.title_zh,
            listing_title_zh=look.listing_title_zh,
            published_date=look.published_date,
            http_status=look.http_status,
            etag=look.etag,
            last_modified=look.last_modified,
            media_type=media_type,
            byte_count=None if look.body is None else len(look.body),
            document_id=document_id,
            outcome=outcome,
            reason=reason,
        )
        self._count(outcome)
        self._count("bytes", len(look.body or b""))
        return outcome

    def _end_reading(self, landing_url: str) -> None:
        reading = self._readings[landing_url]
        page = reading.page
        if page is None or not page.file_urls <= reading.done:
            return
        del self._readings[landing_url]
        self._append(
            landing_url=page.landing_url,
            listing_title_zh=page.listing_title_zh,
            published_date=page.published_date,
            http_status=page.http_status,
            etag=page.etag,
            last_modified=page.last_modified,
            media_type="text/html",
            byte_count=page.byte_count,
            outcome="read",
        )
        self._count("read")

    def _append(self, *, outcome: Outcome, **columns: str | int | date | None) -> None:
        portal = self._spider.portal
        self._log.append(
            Sighting.model_validate(
                {
                    "portal_id": portal.portal_id,
                    "run_id": self._spider.run_id,
                    "seen_at": datetime.now(UTC),
                    "region_code": portal.region_code,
                    "publisher_zh": portal.publisher.name_zh,
                    "outcome": outcome,
                    **columns,
                }
            )
        )

    def _count(self, word: str, count: int = 1) -> None:
        self._crawler.stats.inc_value(STAT + word, count)
