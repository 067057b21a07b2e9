"""郑州's directory: file addresses with a token that is new at every load of the page and valid for that load only.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import hashlib
import re
from itertools import count
from urllib.parse import quote

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, listing_line, page
from demo.sites.imprints import imprint_card
from demo.sites.manifest import Item, Site

_QUERY = "a=dir&h=1&p=D1901&c=177950&f=177991"
_DETAIL = re.compile(r"/D1901X/(\d+)\.html$")


class TokenAttachmentsSite(SiteFamily):
    """A directory by query; the file's address holds its name and a token of 88 characters."""

    def __init__(self) -> None:
        self._loads = count(1)
        self._tokens: dict[str, str] = {}

    def column_path(self, site: Site) -> str:
        """The directory's first page."""
        return f"/?{_QUERY}"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A page of the directory, a detail or a file; without its newest token there is no file."""
        if asked.path == "/" and asked.query.get("a") == "dir":
            return page(_listing(site, int(asked.query.get("page", "1"))), "listing")
        if (match := _DETAIL.match(asked.path)) and (item := site.item(match[1])):
            return page(self._detail(item), "detail", item)
        if asked.path.startswith("/attachment/"):
            name = asked.path.removeprefix("/attachment/")
            item = next((each for each in site.published if each.file_name == name), None)
            if item and self._tokens.get(item.digest, "") in asked.query:
                return file_answer(item)
            return Answer("链接已失效".encode(), "text/plain; charset=utf-8", 404, role="file", item=item)
        return None

    def _detail(self, item: Item) -> str:
        if item.file is None:
            return document(item.title_zh, "<p>特此公告。</p>", item)
        token = hashlib.sha512(f"{item.digest}{next(self._loads)}".encode()).hexdigest()[:88]
        self._tokens[item.digest] = token
        link = f'<a href="/attachment/{quote(item.file_name)}?{token}">{item.file_name}</a>'
        return document(item.title_zh, f"{imprint_card(item)}<p>{link}</p>", item)


def _listing(site: Site, number: int) -> str:
    lines = "".join(listing_line(item, f"/D1901X/{item.number}.html") for item in site.page_items(number - 1))
    following = f'<a href="/?{_QUERY}&amp;page={number + 1}">下一页</a>' if number < site.page_count else ""
    return document("财政信息", f"<ul>{lines}</ul><div>{following}</div>")
