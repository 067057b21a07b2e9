"""A 博达 vsb site: a system without a family of its own.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, listing_line, page
from demo.sites.manifest import Item, Site

_LISTING = re.compile(r"/zdly/czxx(?:/(\d+))?\.htm$")
_DETAIL = re.compile(r"/info/1262/(\d+)\.htm$")
_FILE = re.compile(r"/__local/./(..)/([0-9A-F]{32})\.\w+$")


class AnyPortalSite(SiteFamily):
    """A list with a link called 下一页, details `/info/N/N.htm`, files under hash names."""

    def column_path(self, site: Site) -> str:
        """The column's page."""
        return "/zdly/czxx.htm"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A page of the list, a detail or a file."""
        if match := _LISTING.match(asked.path):
            return page(_listing(site, int(match[1] or 1)), "listing")
        if (match := _DETAIL.match(asked.path)) and (item := site.item(match[1])):
            link = (
                f'<p>附件【<a href="{_file_path(item)}">{item.file_name}</a>】</p>'
                if item.file
                else "<p>特此公告。</p>"
            )
            return page(document(item.title_zh, f'<div id="vsb_content">{link}</div>', item), "detail", item)
        if (match := _FILE.match(asked.path)) and (item := site.item_of_digest(match[2])):
            return file_answer(item)
        return None


def _file_path(item: Item) -> str:
    name = item.digest[:32].upper()
    return f"/__local/{name[0]}/{name[1:3]}/{name}.{item.extension}"


def _listing(site: Site, number: int) -> str:
    lines = "".join(listing_line(item, f"/info/1262/{item.number}.htm") for item in site.page_items(number - 1))
    following = (
        f'<a href="/zdly/czxx/{number + 1}.htm">下一页</a>' if number < site.page_count else "<span>下一页</span>"
    )
    pager = f'<div class="pb_sys">共{len(site.items)}条 {number}/{site.page_count} {following}</div>'
    return document("财政信息", f"<ul>\n{lines}</ul>{pager}")
