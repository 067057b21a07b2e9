"""What a family of portals is to the simulator: addresses and pages for what a site publishes.

Put here: the contract between the server and the modules of this folder, requests and answers, and what pages share.
Keep out: sockets (demo.portal_server), faults (demo.faults), and anything that reads a portal.
"""

import hashlib
import html
import json
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from demo.sites.manifest import Item, Site

Role = Literal["listing", "detail", "file", "robots", "other"]
"""What an answer is to a crawl: faults are planted by it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: path without query, the fields of query and form (the last of each name), headers, raw body."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, headers, body, and what it is. `item` is what a detail or a file belongs to.

    `stream` sends chunks instead of `body`, without a length unless `headers` give one.
    """

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)
    role: Role = "other"
    item: Item | None = None
    stream: Callable[[], Iterator[bytes]] | None = None
    delay: float = 0.0
    """Seconds before it is sent."""
    is_cut_off: bool = False
    """Whether the connection ends in the middle of the body."""


NOT_FOUND = Answer("<html><title>404</title>页面不存在</html>".encode(), status=HTTPStatus.NOT_FOUND)


class SiteFamily(ABC):
    """One family: where its column stands, and what it answers.

    Every site has a host of its own, so paths are those of a real portal.
    """

    @abstractmethod
    def column_path(self, site: Site) -> str:
        """The path (with query) of the first column that the portal file names."""

    def columns(self, site: Site) -> list[tuple[str, str]]:
        """Title and path of all columns that the portal file names."""
        return [("部门决算公开", self.column_path(site))]

    def parameters(self, site: Site, base: str) -> dict[str, str | int]:
        """What a portal file says under `parameters`; `base` is the address of the site's root."""
        return {}

    @abstractmethod
    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The answer to a request, None where there is nothing."""


def page(body: str, role: Role, item: Item | None = None, content_type: str = "text/html; charset=utf-8") -> Answer:
    """A page."""
    return Answer(body.encode(), content_type, role=role, item=item)


def json_page(content: Any, role: Role) -> Answer:
    """An answer in JSON."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Answer(body, "application/json;charset=UTF-8", role=role)


def document(title: str, body: str, item: Item | None = None) -> str:
    """An HTML page; that of an item says its title and date in meta elements, that of a column its name."""
    meta = f'<meta name="ColumnName" content="{html.escape(title)}">'
    if item is not None:
        meta = (
            f'<meta name="ArticleTitle" content="{html.escape(item.title_zh)}">'
            f'<meta name="PubDate" content="{item.published_date} 09:30">'
        )
    head = f'<head><meta charset="utf-8">{meta}<title>{html.escape(title)}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"


def listing_line(item: Item, href: str, tag: str = "li") -> str:
    """A line of a list: the title cut off in the text and whole in the attribute, the date beside it."""
    title = html.escape(item.title_zh)
    return (
        f'<{tag}><a href="{href}" title="{title}">{html.escape(item.title_zh[:12])}...</a>'
        f"<span>{item.published_date}</span></{tag}>\n"
    )


def uuid_of(text: str) -> str:
    """A UUID that stays the same from run to run."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))


_MEDIA = {"pdf": "application/pdf", "zip": "application/zip", "rar": "application/x-rar-compressed"}


def file_answer(item: Item) -> Answer | None:
    """The item's file with the validators of a static web server; None where it has none."""
    if item.file is None:
        return None
    body = item.file.read_bytes()
    status = item.file.stat()
    headers = {
        "ETag": f'"{_digest(item.file, status.st_mtime_ns)[:24]}"',
        "Last-Modified": format_datetime(datetime.fromtimestamp(int(status.st_mtime), UTC), usegmt=True),
    }
    return Answer(body, _MEDIA.get(item.extension, "application/octet-stream"), headers=headers, role="file", item=item)


@cache
def _digest(path: Path, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
