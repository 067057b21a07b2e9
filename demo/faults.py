"""What goes wrong at portals, to be planted in the simulator: each fault changes an answer.

Put here: faults, one function each, and where they strike.
Keep out: changes of what a portal publishes (those are new `Site`s), serving, and what a crawl makes of it.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from demo.sites.base import Answer, Asked, Role
from demo.sites.manifest import Item, Site

Change = Callable[[Asked, Answer, Site], Answer]

CHALLENGES = {
    "wzws": b"<html><script>window.wzwschallenge='x'</script></html>",
    "jsl": b"<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>",
    "aliyun": "<!DOCTYPE html><title>滑动验证页面</title><body>acw_sc__v2</body>".encode(),
    "403_page": b"<html><head><title>403 Forbidden</title></head><body>403 Forbidden</body></html>",
    "gbk_page": "<html><head><title>访问被拒绝</title></head></html>".encode("gbk"),
}
"""Challenge and refusal pages as firewalls send them, with status 200."""


@dataclass(frozen=True)
class Fault:
    """A change of the answers of one role, at one path, or of `any`; `item` narrows it to what belongs to one item.

    With `times` it strikes so often and then no more.
    """

    at: Role | str
    change: Change
    item: Item | None = None
    times: int | None = None
    _struck: list[int] = field(default_factory=lambda: [0])

    def strikes(self, asked: Asked, answer: Answer, site: Site) -> bool:
        """Whether it changes this answer."""
        if self.at not in (answer.role, asked.path, "any") or (self.item is not None and answer.item != self.item):
            return False
        self._struck[0] += 1
        return self.times is None or self._struck[0] <= self.times


def slow(seconds: float) -> Change:
    """An answer that takes its time."""
    return lambda asked, answer, site: replace(answer, delay=seconds)


def status(code: int, body: bytes = b"no") -> Change:
    """Another status."""
    return lambda asked, answer, site: Answer(body, status=code, role=answer.role, item=answer.item)


def challenge(name: str) -> Change:
    """A challenge page with status 200."""
    return instead(CHALLENGES[name])


def instead(body: bytes, content_type: str | None = None) -> Change:
    """Other bytes under the same name, without validators."""
    return lambda asked, answer, site: replace(
        answer, body=body, content_type=content_type or answer.content_type, headers={}
    )


def home_page(body: str = "<html><title>示例市人民政府</title><a href='/zjsl/'>走进示例</a></html>") -> Change:
    """The home page with status 200: what many servers say for a page they do not have."""
    return instead(body.encode(), "text/html; charset=utf-8")


def cut_off(asked: Asked, answer: Answer, site: Site) -> Answer:
    """The connection ends in the middle."""
    return replace(answer, is_cut_off=True)


def in_gbk(declared: str | None = "utf-8") -> Change:
    """True GBK bytes, called something else or nothing by the header."""
    content_type = "text/html" + (f"; charset={declared}" if declared else "")
    return lambda asked, answer, site: replace(
        answer, body=answer.body.decode().encode("gbk"), content_type=content_type
    )


def gzipped(asked: Asked, answer: Answer, site: Site) -> Answer:
    """Packed without being asked to."""
    headers = {**answer.headers, "Content-Encoding": "gzip"}
    return replace(answer, body=gzip.compress(answer.body), headers=headers)


def redirect(location: str) -> Change:
    """A redirect."""
    return lambda asked, answer, site: Answer(
        status=HTTPStatus.FOUND, headers={"Location": location}, role=answer.role, item=answer.item
    )


def loop(asked: Asked, answer: Answer, site: Site) -> Answer:
    """A redirect to itself, for ever."""
    return redirect(asked.path)(asked, answer, site)


def endless(head: bytes, size: int, *, is_declared: bool) -> Change:
    """A body of so many bytes: the head, then zeros; its length declared or not. Nothing of it is kept in memory."""

    def change(asked: Asked, answer: Answer, site: Site) -> Answer:
        headers = {"Content-Length": str(size)} if is_declared else {}
        return replace(answer, headers=headers, stream=lambda: _zeros(head, size))

    return change


def _zeros(head: bytes, size: int) -> Iterator[bytes]:
    yield head
    chunk, left = bytes(1 << 18), size - len(head)
    while left > 0:
        yield chunk[: min(left, len(chunk))]
        left -= len(chunk)


def cookie_first(asked: Asked, answer: Answer, site: Site) -> Answer:
    """A session cookie that is set by a redirect to the same address; without it there is nothing else."""
    if "session=1" in asked.headers.get("Cookie", ""):
        return answer
    headers = {"Location": asked.path, "Set-Cookie": "session=1; Path=/"}
    return Answer(status=HTTPStatus.FOUND, headers=headers, role=answer.role, item=answer.item)


def robots(text: str) -> Change:
    """Another robots.txt."""
    return instead(text.encode(), "text/plain")


def without_validators(asked: Asked, answer: Answer, site: Site) -> Answer:
    """Neither ETag nor Last-Modified: the file can only be fetched again."""
    return replace(answer, headers={})


def redesigned(asked: Asked, answer: Answer, site: Site) -> Answer:
    """Links that lead nowhere but to a script: what a new content management system does to a column."""
    body = re.sub(rb'href="[^"]*"', b'href="javascript:;"', answer.body)
    return replace(answer, body=body)
