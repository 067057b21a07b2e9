"""A 开普云 ucap site: a c-number column by static pages, and the same list by the POST that its newer pages send.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, json_page, listing_line, page
from demo.sites.manifest import Item, Site

_CHANNEL = "c100153"
_LOAD = "/szinf/xxgk/interfacesWebZcwj/loadData"
_LISTING = re.compile(rf"/{_CHANNEL}/YuJueSuan(?:_(\d+))?\.shtml$")
_NUMBERED = re.compile(rf"/{_CHANNEL}/\d{{6}}/([0-9a-f]{{32}})(?:\.shtml|/files/[0-9a-f]{{32}}\.\w+)$")


class UcapColumnsSite(SiteFamily):
    """The portal file names the POST and the first of the static pages."""

    def column_path(self, site: Site) -> str:
        """The POST."""
        return f"{_LOAD}?pageSize=15"

    def columns(self, site: Site) -> list[tuple[str, str]]:
        """The POST and the static pages: the same list twice."""
        return [("部门决算公开", self.column_path(site)), ("部门决算公开", f"/{_CHANNEL}/YuJueSuan.shtml")]

    def parameters(self, site: Site, base: str) -> dict[str, str | int]:
        """What the page sends."""
        return {"channel_id": _CHANNEL}

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A page of either list, a detail or a file."""
        if asked.path == _LOAD:
            if asked.method != "POST" or asked.form.get("channel_id") != _CHANNEL:
                return Answer(b"bad request", "text/plain", 400, role="listing")
            number = int(asked.form.get("pageIndex", "1"))
            records = [_record(item) for item in site.page_items(number - 1)]
            content = {"totalPage": site.page_count, "allRow": len(site.items), "list": records}
            return json_page({"status": "success", "data": content}, "listing")
        if match := _LISTING.match(asked.path):
            return page(_listing(site, int(match[1] or 1)), "listing")
        if (match := _NUMBERED.match(asked.path)) and (item := site.item_of_digest(match[1])):
            return page(_detail(item), "detail", item) if asked.path.endswith(".shtml") else file_answer(item)
        return None


def _path(item: Item) -> str:
    return f"/{_CHANNEL}/{item.published_date:%Y%m}/{item.digest[:32]}.shtml"


def _record(item: Item) -> dict[str, str]:
    return {"title": item.title_zh, "url": _path(item), "publishedTimeStr": f"{item.published_date} 09:30:00"}


def _listing(site: Site, number: int) -> str:
    lines = "".join(listing_line(item, _path(item)) for item in site.page_items(number - 1))
    pager = f"<script>createPageHTML('page_div', {site.page_count}, {number}, 'YuJueSuan', 'shtml', 151);</script>"
    return document("部门决算公开", f"<ul>{lines}</ul>{pager}")


def _detail(item: Item) -> str:
    address = f"{item.digest[:32]}/files/{item.digest[32:]}.{item.extension}"
    body = f'<a href="{address}">{item.file_name}</a>' if item.file else "特此公告。"
    return document(
        item.title_zh, f"<UCAPTITLE>{item.title_zh}</UCAPTITLE><UCAPCONTENT><p>{body}</p></UCAPCONTENT>", item
    )
