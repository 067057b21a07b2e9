"""Watching a crawl: progress while it runs, its outcome when it ends, and a word in the log where a person has to look.

Put here: the extension that does so.
Keep out: how an outcome follows (outcomes.py) and how a person is shown progress (progress.py).
"""

import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from scrapers.items import STAT, Look
from scrapers.middlewares import BLOCKED, BLOCKED_BY
from scrapers.outcomes import COUNTED, Ending, Summary, judge, last_whole, write_summary
from scrapers.spiders import PortalSpider

logger = logging.getLogger(__name__)


def summarize(spider: PortalSpider, finish_reason: str) -> Summary:
    """Judge a crawl that has ended."""
    stats, now = spider.crawler.stats, datetime.now(UTC)
    counts = {word: int(stats.get_value(STAT + word, 0)) for word in COUNTED}
    is_whole = spider.fiscal_year is None and spider.sample is None
    wall = str(stats.get_value(BLOCKED_BY)) if finish_reason == BLOCKED else None
    outcome, reason, is_alarm = judge(
        spider.portal,
        spider.survey,
        Ending(finish_reason, wall, is_whole, now.date()),
        counts["listed"],
        last_whole(spider.home, spider.portal.portal_id),
        spider.known.document_count,
    )
    return Summary(
        portal_id=spider.portal.portal_id,
        run_id=spider.run_id,
        outcome=outcome,
        reason=reason,
        is_alarm=is_alarm,
        **counts,
        seconds=round(float(stats.get_value("elapsed_time_seconds", 0)), 1),
        fiscal_year=spider.fiscal_year,
        sample=spider.sample,
        ended_at=now.isoformat(timespec="seconds"),
        region_code=spider.portal.region_code,
        publisher_zh=spider.portal.publisher.name_zh,
        window_opens=spider.portal.publication_window.opens,
        window_closes=spider.portal.publication_window.closes,
    )


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
            listed = int(self._crawler.stats.get_value(STAT + "listed", 0))
            spider.board.looked(spider.portal.portal_id, listed, item.verdict)

    def spider_closed(self, spider: PortalSpider, reason: str) -> None:
        """Judge the crawl and keep its outcome. An alarm is an error; late or fewer than expected is a warning."""
        summary = self.summary = summarize(spider, reason)
        write_summary(spider.home, summary)
        spider.known.close()
        portal, expected = spider.portal, spider.portal.expectations.min_documents
        spider.board.ended(summary.portal_id, f"{summary.outcome}: {summary.stored} new, {summary.listed} listed")
        if summary.is_alarm:
            address = portal.columns[0].address
            logger.error("%s: %s: %s; look at %s", portal.portal_id, summary.outcome, summary.reason, address)
        elif summary.outcome == "late":
            logger.warning("%s: late: %s", portal.portal_id, summary.reason)
        elif summary.is_whole and summary.listed < expected:
            logger.warning(
                "%s: %d disclosures listed, at least %d expected", portal.portal_id, summary.listed, expected
            )
