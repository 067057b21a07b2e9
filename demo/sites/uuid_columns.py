"""石家庄's UUID columns: further pages from numbers in a hidden input, each line with two links.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import json
import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page, uuid_of
from demo.sites.manifest import Item, Site

_COLUMN, _TEMPLATE, _BLOCK = uuid_of("column"), uuid_of("template"), uuid_of("block")
_BLOCKS = f"/yjsgk/columns/{_COLUMN}/templates/{_TEMPLATE}/blocks/{_BLOCK}"
_NUMBERED = re.compile(rf"/yjsgk/columns/{_COLUMN}/\d{{6}}/\d\d/([0-9a-f-]{{36}})\.(\w+)$")


class UuidColumnsSite(SiteFamily):
    """A column, its blocks, details and files named by UUIDs."""

    def column_path(self, site: Site) -> str:
        """The column's page."""
        return f"/yjsgk/columns/{_COLUMN}/index.html"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The column, a block, a detail or a file."""
        if asked.path == self.column_path(site):
            return page(document("部门决算公开", _block(site, 1, asked)), "listing")
        if asked.path == _BLOCKS:
            return page(_block(site, int(asked.query.get("page", "1")), asked), "listing")
        match = _NUMBERED.match(asked.path)
        item = next((each for each in site.items if match and _uuid(each) == match[1]), None)
        if match is None or item is None:
            return None
        return page(_detail(item), "detail", item) if match[2] == "html" else file_answer(item)


def _uuid(item: Item) -> str:
    return uuid_of(item.digest)


def _path(item: Item) -> str:
    day = item.published_date
    return f"/yjsgk/columns/{_COLUMN}/{day:%Y%m}/{day:%d}/{_uuid(item)}"


def _block(site: Site, number: int, asked: Asked) -> str:
    lines = "".join(
        f'<li><a href="{_path(item)}.html" title="{item.title_zh}">{item.title_zh}</a>'
        f'<a href="{_path(item)}.html">{item.published_date}</a></li>\n'
        for item in site.page_items(number - 1)
    )
    numbers = {
        **{"page": number, "pageSize": 4, "totalElements": len(site.items), "totalPages": site.page_count},
        **{"AppUrl": f"http://{asked.headers.get('Host', '')}/yjsgk", "colid": _COLUMN, "tid": _TEMPLATE},
    }
    return f"<ul>{lines}</ul><input type='hidden' id='pagingProp_{_BLOCK}' value='{json.dumps(numbers)}'>"


def _detail(item: Item) -> str:
    link = f'<a href="{_path(item)}.{item.extension}">{item.file_name}</a>' if item.file else "特此公告。"
    return document(item.title_zh, f"<p>{link}</p>", item)
