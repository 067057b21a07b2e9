"""What stands between the spider and the network: declared hosts only, no private addresses, and stopping at a wall.

Put here: checks of every request and response, redirects and robots.txt included.
Keep out: what a page means to the crawl (spiders.py), outcomes (monitors.py).

A challenge is recognized by its content, because many answer 200: without this a challenge page would be stored under
a document's name. Nothing here gets around a challenge, and nothing may.
"""

import asyncio
import re
from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from scrapers.hosts import is_loopback_allowed, is_private_address, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.defer import Deferred

BLOCKED = "blocked"
"""The reason with which a spider is closed at a wall, and the outcome of the crawl."""
BLOCKED_BY = "juesuan/blocked_by"
"""The statistic that holds the marker or status that was seen."""

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
    """Lets through only what the portal file declares: also redirects and robots.txt pass here."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest, with the reason, for an address that must not be requested."""
        allowed: frozenset[str] = self._crawler.settings["JUESUAN_ALLOWED_HOSTS"]
        if reason := refusal(request.url, allowed):
            raise IgnoreRequest(reason)


class StopAtWalls:
    """Closes the spider with the reason `blocked` at the first blocking status or challenge page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let nothing more go out once a wall was met."""
        if self._closing is not None:
            raise Blocked(f"blocked before: {self._crawler.stats.get_value(BLOCKED_BY)}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise Blocked where the response is a wall. A robots.txt that is refused says nothing about the pages."""
        marker = challenge_marker(response.body)
        if marker is None and response.status in BLOCKING_STATUSES and not request.meta.get("dont_obey_robotstxt"):
            marker = f"HTTP {response.status}"
        if marker is None:
            return response
        if self._closing is None:
            self._crawler.stats.set_value(BLOCKED_BY, f"{marker} at {response.url}")
            self._closing = asyncio.get_running_loop().create_task(
                self._crawler.engine.close_spider_async(reason=BLOCKED)
            )
        raise Blocked(f"blocked: {marker}")


class PublicResolver(CachingThreadedResolver):
    """Resolves names, but not to addresses of this machine or its network (a public name may point at one)."""

    def getHostByName(self, name: str, timeout: "Sequence[int]" = ()) -> "Deferred[str]":  # noqa: N802
        """Resolve; fails with DNSLookupError for a private address unless the environment allows loopback."""
        return super().getHostByName(name, timeout).addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if is_private_address(address) and not is_loopback_allowed():
        raise DNSLookupError(f"{name} leads to the private address {address}")
    return address
