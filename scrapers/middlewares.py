"""What stands between the spider and the network: declared hosts only, no private addresses, stopping at a wall, and no
more received than is wanted.

Put here: checks of every request and response, redirects and robots.txt included.
Keep out: what a page means to the crawl (spiders.py), outcomes (monitors.py).

A challenge is recognized by its content, because many answer 200: without this a challenge page would be stored under
a document's name. Nothing here gets around a challenge, and nothing may.
"""

import asyncio
import re
from collections import Counter
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Headers, Request, Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from scrapers.asking import IS_FILE
from scrapers.hosts import host_of, is_loopback_allowed, is_private_address, refusal
from scrapers.media import HEAD_BYTES, media_type_of_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.defer import Deferred

BLOCKED = "blocked"
"""The reason with which a spider is closed at a wall, and the outcome of the crawl."""
BLOCKED_BY = "juesuan/blocked_by"
"""The statistic that holds the marker or status that was seen."""
TOO_MANY_REQUESTS = "too_many_requests"
"""The reason with which a spider is closed that has asked one host for all that a run may."""

BLOCKING_STATUSES = frozenset({403, 412, 429, 468, 521})
_HEAD_BYTES = 8_192
_SHORT_PAGE_BYTES = 4_096
# Markers of challenge pages: scripts of the firewalls seen on portals. They occur on no other page.
_MARKERS = (
    b"wzwschallenge",
    b"WZWSPARAMS",
    b"__jsl_clearance",
    b"acw_sc__v2",
    b"$_ts=window['$_ts']",
    b"_cf_chl_opt",
    b"cf-browser-verification",
    b"yunsuo_session_verify",
    b"safedog-flow-item",
)
# Words that ordinary pages also use: they count only in a short page, in its title.
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.S | re.I)
_TITLE_WORDS = {
    word.encode(charset): word
    for word in ("403 Forbidden", "访问被拒绝", "访问受限", "访问拦截", "安全验证", "人机验证", "滑动验证", "防火墙")
    for charset in ("utf-8", "gb18030")
}


_HEAD = "juesuan_head"  # key of a request's meta: what has come of a file that is watched


class Blocked(IgnoreRequest):
    """The portal does not want us: raised for the response that shows it and for every request after it."""

    is_block = True


def challenge_marker(body: bytes) -> str | None:
    """The marker of a challenge page, or None. Looks at the first 8 KB, where these pages show themselves."""
    if not body[:64].lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        return None
    head = body[:_HEAD_BYTES]
    for marker in _MARKERS:
        if marker in head:
            return marker.decode()
    if len(body) <= _SHORT_PAGE_BYTES and (title := _TITLE.search(head)):
        for encoded, word in _TITLE_WORDS.items():
            if encoded in title[1]:
                return f"title {word}"
    return None


class DeclaredHosts:
    """Lets through only what the portal file declares, and so many requests a host: redirects and robots.txt too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._requests: Counter[str] = Counter()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest, with the reason, for an address that must not be requested."""
        allowed: frozenset[str] = self._crawler.settings["JUESUAN_ALLOWED_HOSTS"]
        if reason := refusal(request.url, allowed):
            raise IgnoreRequest(reason)
        host, most = host_of(request.url), self._crawler.settings.getint("JUESUAN_REQUESTS_PER_HOST")
        if self._requests[host] >= most:
            if self._closing is None:
                self._closing = _close(self._crawler, TOO_MANY_REQUESTS)
            raise IgnoreRequest(f"{host} was asked {most} times in this run, which is the limit")
        self._requests[host] += 1


class StopAtWalls:
    """Closes the spider with the reason `blocked` at the first blocking status or challenge page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let nothing more go out once a wall was met."""
        if (wall := self._crawler.stats.get_value(BLOCKED_BY)) is not None:
            raise Blocked(f"blocked before: {wall}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise Blocked where the response is a wall. A robots.txt that is refused says nothing about the pages."""
        marker = challenge_marker(response.body)
        if marker is None and response.status in BLOCKING_STATUSES and not request.meta.get("dont_obey_robotstxt"):
            marker = f"HTTP {response.status}"
        if marker is None:
            return response
        stop_at_wall(self._crawler, f"{marker} at {response.url}")
        raise Blocked(f"blocked: {marker}")


def stop_at_wall(crawler: Crawler, marker: str) -> None:
    """Close the spider because the portal does not want us. `marker` says what was seen and where."""
    if crawler.stats.get_value(BLOCKED_BY) is None:
        crawler.stats.set_value(BLOCKED_BY, marker)
        closing = _close(crawler, BLOCKED)
        crawler.stats.set_value(f"{BLOCKED_BY}/closing", closing)  # a task that nobody holds may be lost


def _close(crawler: Crawler, reason: str) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(crawler.engine.close_spider_async(reason=reason))


class StopAtOtherBytes:
    """Stops receiving a file when its first bytes are those of nothing that could be stored.

    Without it an endless answer under a file's name would be received up to DOWNLOAD_MAXSIZE.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        stop = cls()
        crawler.signals.connect(stop.headers_received, signal=signals.headers_received)
        crawler.signals.connect(stop.bytes_received, signal=signals.bytes_received)
        return stop

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Begin to watch a file; packed answers are not, their first bytes say nothing."""
        if request.meta.get(IS_FILE) and "Content-Encoding" not in headers:
            request.meta[_HEAD] = b""

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Raise StopDownload, keeping what has come, for bytes of no known kind."""
        if (head := request.meta.get(_HEAD)) is None:
            return
        head += data[:HEAD_BYTES]
        if len(head) < HEAD_BYTES:
            request.meta[_HEAD] = head
            return
        del request.meta[_HEAD]
        if media_type_of_head(head) == "application/octet-stream":
            raise StopDownload(fail=False)


class PublicResolver(CachingThreadedResolver):
    """Resolves names, but not to addresses of this machine or its network (a public name may point at one)."""

    def getHostByName(self, name: str, timeout: "Sequence[int]" = ()) -> "Deferred[str]":  # noqa: N802
        """Resolve; fails with DNSLookupError for a private address unless the environment allows loopback."""
        return super().getHostByName(name, timeout).addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if is_private_address(address) and not is_loopback_allowed():
        raise DNSLookupError(f"{name} leads to the private address {address}")
    return address
