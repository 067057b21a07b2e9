"""One page that lists everything; disclosures without a file are tables in a page of their own.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page
from demo.sites.manifest import Item, Site

_FILE = re.compile(r"/uploadfiles/\d{6}/(\d+)\.\w+$")
_PAGE = re.compile(r"/\d{8}0(\d{8})/index\.shtml$")


class SinglePageSite(SiteFamily):
    """Links to files on one page; an item whose file is HTML has a page with its tables in it."""

    def column_path(self, site: Site) -> str:
        """The page."""
        return "/qxyjsgkzl/"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The page, a page of tables or a file."""
        if asked.path == "/qxyjsgkzl/":
            lines = "".join(
                f'<li><a href="{_path(item)}">{item.title_zh}</a> <span>{item.published_date}</span></li>\n'
                for item in site.published
            )
            return page(document("预决算公开专栏", f"<h2>部门决算</h2><ul>{lines}</ul>"), "listing")
        if (match := _PAGE.match(asked.path)) and (item := site.item(match[1])) and item.file:
            body = f"<div class='article-content'>{item.file.read_text(encoding='utf-8')}</div>"
            return page(document(item.title_zh, body, item), "detail", item)
        if (match := _FILE.match(asked.path)) and (item := site.item(match[1])):
            return file_answer(item)
        return None


def _path(item: Item) -> str:
    day = item.published_date
    if item.extension == "html":
        return f"/{day:%Y%m%d}0{item.number}/index.shtml"
    return f"/uploadfiles/{day:%Y%m}/{item.number}.{item.extension}"
