"""What a crawl came to, as data: one outcome a portal and run.

Put here: how an outcome follows from what was counted, and the extension that reports it.
Keep out: counting itself (items.py, spiders.py) and how a person is shown progress (progress.py).

`ok`: every listing page was read and at least one disclosure is listed. `empty`: all read, none listed; an alarm where
the portal had some before or promises some. `blocked`: a wall, with its marker. `outage`: some listing page could not
be read, so the crawl does not know all there is.
"""

import logging
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from scrapy import signals
from scrapy.crawler import Crawler

from scrapers.items import STAT, Look
from scrapers.middlewares import BLOCKED, BLOCKED_BY
from scrapers.spiders import PortalSpider

logger = logging.getLogger(__name__)

CrawlOutcome = Literal["ok", "empty", "blocked", "outage"]


@dataclass(frozen=True, slots=True)
class Summary:
    """One portal's crawl. `listed` counts disclosures on listing pages, the rest looks by outcome; `bytes` received."""

    portal_id: str
    run_id: str
    outcome: CrawlOutcome
    reason: str | None
    listed: int
    stored: int
    unchanged: int
    not_modified: int
    refused: int
    ignored: int
    failed: int
    bytes: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """The summary as one JSON object."""
        return asdict(self)


def summarize(spider: PortalSpider, finish_reason: str) -> Summary:
    """Judge a crawl that has ended."""
    stats = spider.crawler.stats
    counts = {
        word: int(stats.get_value(STAT + word, 0))
        for word in ("listed", "stored", "unchanged", "not_modified", "refused", "ignored", "failed", "bytes")
    }
    outcome, reason = _judge(spider, finish_reason, counts["listed"])
    seconds = round(float(stats.get_value("elapsed_time_seconds", 0)), 1)
    return Summary(spider.portal.portal_id, spider.run_id, outcome, reason, **counts, seconds=seconds)


def _judge(spider: PortalSpider, finish_reason: str, listed: int) -> tuple[CrawlOutcome, str | None]:
    if finish_reason == BLOCKED:
        return "blocked", str(spider.crawler.stats.get_value(BLOCKED_BY))
    if spider.is_forbidden_by_robots:
        return "blocked", f"robots.txt forbids: {'; '.join(spider.listing_failures)}"
    if spider.listing_failures:
        return "outage", "; ".join(spider.listing_failures)
    if finish_reason != "finished":
        return "outage", f"stopped before the end: {finish_reason}"
    if listed == 0:
        return "empty", "the listing was read and shows no final accounts"
    return "ok", None


class PortalMonitor:
    """Extension: tells the board how far the crawl is, and logs what needs a person."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.summary: Summary | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        monitor = cls(crawler)
        crawler.signals.connect(monitor.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(monitor.spider_closed, signal=signals.spider_closed)
        return monitor

    def item_scraped(self, item: object) -> None:
        """Show one more look."""
        spider = self._crawler.spider
        if isinstance(item, Look) and isinstance(spider, PortalSpider):
            spider.board.looked(spider.portal.portal_id, int(self._crawler.stats.get_value(STAT + "listed", 0)))

    def spider_closed(self, spider: PortalSpider, reason: str) -> None:
        """Judge the crawl. A silent zero, a wall and an outage are errors; fewer than expected is a warning."""
        summary = self.summary = summarize(spider, reason)
        portal, expected = spider.portal, spider.portal.expectations.min_documents
        spider.board.ended(summary.portal_id, f"{summary.outcome}: {summary.stored} new, {summary.listed} listed")
        if summary.outcome in ("blocked", "outage"):
            logger.error("%s: %s: %s", portal.portal_id, summary.outcome, summary.reason)
        elif spider.fiscal_year is not None:
            return
        elif summary.outcome == "empty" and (expected or spider.known.document_ids):
            logger.error(
                "%s: empty, though it had %d documents before and at least %d are expected; look at %s",
                portal.portal_id,
                len(spider.known.document_ids),
                expected,
                portal.columns[0].address,
            )
        elif summary.listed < expected:
            logger.warning(
                "%s: %d disclosures listed, at least %d expected", portal.portal_id, summary.listed, expected
            )
