"""Whose turn it is: portals that share a host are crawled one after the other.

Put here: waiting for a portal's hosts, and for a place among the crawls that run at once.
Keep out: the pause between two requests of one crawl (Scrapy's settings do that).

Scrapy keeps to one request at a time within a crawl; two portal files on one host would be two crawls.
"""

import asyncio
from collections import defaultdict

from scrapers.portal import Portal


class Turns:
    """The turns of one process. Portals of this machine itself need not wait for each other."""

    def __init__(self, most_at_once: int) -> None:
        self._places = asyncio.Semaphore(most_at_once)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._held: dict[str, list[asyncio.Lock | asyncio.Semaphore]] = {}

    async def take(self, portal: Portal) -> None:
        """Wait until no other crawl asks one of the portal's hosts."""
        held = self._held.setdefault(portal.portal_id, [])
        # Always in the same order, and hosts before places: so nobody waits for somebody who waits for him.
        hosts = [] if portal.is_on_loopback else sorted(portal.allowed_hosts)
        locks: list[asyncio.Lock | asyncio.Semaphore] = [*(self._hosts[host] for host in hosts), self._places]
        for lock in locks:
            await lock.acquire()
            held.append(lock)

    def give_back(self, portal: Portal) -> None:
        """Let the next one in. Does nothing for a portal that never had its turn."""
        for lock in reversed(self._held.pop(portal.portal_id, [])):
            lock.release()
