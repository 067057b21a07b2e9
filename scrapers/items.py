"""The items of a crawl, and what becomes of them: a stored document where there is one, and always a sighting.

Put here: the two items that the spider yields and the pipeline that records them.
Keep out: what to request next (spiders.py), and how bytes and lines are written (storage.py).
"""

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self

from parsel import Selector
from scrapy.crawler import Crawler

from scrapers.archives import ARCHIVES, ArchiveTooLarge, ArchiveUnreadable, Member, members_of
from scrapers.families.base import NO_IMPRINT, Imprint
from scrapers.families.pages import decode
from scrapers.known import KnownFile
from scrapers.media import EXTENSIONS, ZIP
from scrapers.storage import DocumentStore, NotADocument, Outcome, Sighting, SightingLog
from scrapers.titles import decide_attachment

if TYPE_CHECKING:
    from scrapers.spiders import PortalSpider

STAT = "juesuan/"
"""Prefix of the crawl's own statistics: `juesuan/listed`, `juesuan/stored` … (see monitors.py)."""

_SUFFIXES = {f".{EXTENSIONS[media_type]}" for media_type in ARCHIVES}


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
    content_type: str | None = None
    final_url: str | None = None
    body: bytes | None = None
    is_of_page: bool = False
    """Whether the file hangs on a detail page that is being read in this run."""
    is_page: bool = False
    """Whether the bytes are a web page that is itself the disclosure."""
    imprint: Imprint = NO_IMPRINT
    """What the detail page that leads to it says of itself."""
    verdict: str = ""
    """What became of it, for a person: set when it is recorded, empty where an earlier run recorded it."""


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
    content_type: str | None = None
    final_url: str | None = None


@dataclass(slots=True)
class _Reading:
    page: PageLook | None = None
    done: set[str] = field(default_factory=set)


class RecordLooks:
    """Item pipeline: stores documents, writes sightings, counts.

    A page is recorded as `read` only after all its files were looked at without failure: after a kill or a failed
    download the next run reads the page again instead of trusting it. What a run that is continued has recorded is
    not recorded twice.
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
        """End the run's sighting log, after the documents that it speaks of are on the disk."""
        self._store.flush()
        self._log.close()

    def process_item(self, item: Look | PageLook) -> Look | PageLook:
        """Record one item."""
        if isinstance(item, PageLook):
            self._readings.setdefault(item.landing_url, _Reading()).page = item
            self._end_reading(item.landing_url)
        else:
            outcome, reason = self._record(item)
            name = item.title_zh or item.listing_title_zh or item.file_url or item.landing_url
            item.verdict = f"{outcome}: {name}" + (f" ({reason})" if reason else "")
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

    def _record(self, look: Look) -> tuple[Outcome, str | None]:
        """Record a look; returns what it came to and why."""
        known = self._spider.known
        if (recorded := known.outcome_of(look.landing_url, look.file_url)) is not None:
            return recorded, "recorded before this run was interrupted"
        before = known.file(look.file_url)
        document_id, media_type = None, None
        outcome, reason = look.outcome, look.reason
        if look.body is not None:
            document_id, media_type, outcome, reason = self._store_body(look, before)
        elif outcome == "not_modified" and before is not None and before.document_id is not None:
            document_id = before.document_id
            reason = self._record_known_members(look, document_id)
        if outcome is None:
            raise ValueError(f"a look at {look.file_url or look.landing_url} has neither a body nor an outcome")
        self._append(
            **_place_of(look),
            title_zh=look.title_zh,
            http_status=look.http_status,
            etag=look.etag,
            last_modified=look.last_modified,
            content_type=look.content_type,
            final_url=look.final_url,
            media_type=media_type,
            byte_count=None if look.body is None else len(look.body),
            document_id=document_id,
            outcome=outcome,
            reason=reason,
        )
        # An archive is not a disclosure; what was counted are its members.
        self._count("archives" if self._is_archive(document_id) else outcome)
        self._count("bytes", len(look.body or b""))
        return outcome, reason

    def _is_archive(self, document_id: str | None) -> bool:
        return document_id is not None and self._store.path_of(document_id).suffix in _SUFFIXES

    def _store_body(self, look: Look, before: KnownFile | None) -> tuple[str | None, str | None, Outcome, str | None]:
        """Store what was received. Returns document id, media type, outcome and reason."""
        body, last_id = look.body or b"", before.document_id if before else None
        if look.is_page and last_id is not None and self._shows_the_same(body, last_id):
            return last_id, "text/html", "unchanged", None
        try:
            document = self._store.store(body, is_page=look.is_page)
        except NotADocument as refusal:
            return None, refusal.media_type, "refused", refusal.reason
        reason = self._record_members(look, document.document_id, body) if document.media_type in ARCHIVES else None
        return document.document_id, document.media_type, self._outcome_of(document.document_id, last_id), reason

    def _outcome_of(self, document_id: str, last_id: str | None) -> Outcome:
        known = self._spider.known
        is_known = document_id == last_id or (last_id is None and known.has_document(document_id))
        known.add_document(document_id)
        return "unchanged" if is_known else "stored"

    def _shows_the_same(self, body: bytes, document_id: str) -> bool:
        """Whether the tables of a page hold the same text as those of the stored one: pages also count visitors."""
        path = self._store.path_of(document_id)
        return path.exists() and _text_of_tables(path.read_bytes()) == _text_of_tables(body)

    def _record_members(self, look: Look, archive_id: str, archive: bytes) -> str | None:
        """Store and record the members of an archive. Returns what has to be said of the archive, if anything."""
        try:
            for member in members_of(archive):
                if self._spider.known.outcome_of(look.landing_url, look.file_url, member.name_zh) is None:
                    self._record_member(look, archive_id, member)
        except (ArchiveTooLarge, ArchiveUnreadable) as error:
            return f"not unpacked to its end: {error}"
        return None

    def _record_member(self, look: Look, archive_id: str, member: Member) -> None:
        document_id, media_type = None, None
        outcome: Outcome
        title = str(PurePosixPath(member.name_zh).with_suffix(""))
        reason = member.reason or decide_attachment(title).reason or None
        if member.data is None:
            outcome = "refused"
        elif reason:
            outcome = "ignored"
        else:
            try:
                document = self._store.store(member.data)
            except NotADocument as refusal:
                outcome, reason, media_type = "refused", refusal.reason, refusal.media_type
            else:
                document_id, media_type = document.document_id, document.media_type
                outcome = self._outcome_of(document_id, None)
        self._append(
            **_place_of(look),
            title_zh=title,
            archive_id=archive_id,
            member_zh=member.name_zh,
            media_type=media_type,
            byte_count=None if member.data is None else len(member.data),
            document_id=document_id,
            outcome=outcome,
            reason=reason,
        )
        self._count(outcome)

    def _record_known_members(self, look: Look, archive_id: str) -> str | None:
        """An archive that has not changed shows its documents once more. Returns what has to be said of it.

        One that nothing came out of is tried again: what unpacks it may have been installed since.
        """
        known = self._spider.known.members(archive_id)
        path = self._store.path_of(archive_id)
        if not known and path.suffix in _SUFFIXES - {f".{EXTENSIONS[ZIP]}"}:
            return self._record_members(look, archive_id, path.read_bytes())
        for member in known:
            if self._spider.known.outcome_of(look.landing_url, look.file_url, member.member_zh) is None:
                self._append(
                    **_place_of(look),
                    title_zh=str(PurePosixPath(member.member_zh).with_suffix("")),
                    archive_id=archive_id,
                    member_zh=member.member_zh,
                    media_type=member.media_type,
                    byte_count=member.byte_count,
                    document_id=member.document_id,
                    outcome="not_modified",
                )
                self._count("not_modified")
        return None

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
            content_type=page.content_type,
            final_url=page.final_url,
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


def _place_of(look: Look) -> dict[str, str | date | None]:
    return {
        "landing_url": look.landing_url,
        "file_url": look.file_url,
        "listing_title_zh": look.listing_title_zh,
        "published_date": look.published_date,
        **asdict(look.imprint),
    }


def _text_of_tables(page: bytes) -> list[str]:
    texts = Selector(text=decode(page) or "<html/>").xpath("//table//text()[normalize-space()]").getall()
    return [text.strip() for text in texts]
