"""Columns written as static pages: TRS WCM and its many look-alikes (1,446 of 3,202 known column addresses).

Put here: their paging and the shape of their detail addresses.
Keep out: attachments and dates, which other families write alike (pages.py).
"""

import re
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from scrapers.families.base import Detail, Entry, Family, Listing, Page, PageRequest, Parameters, SubColumn
from scrapers.families.pages import (
    absolute,
    date_beside,
    date_in_address,
    file_extension,
    is_web_address,
    link_title,
    read_detail,
)

# createPageHTML(4, 0, "index", "html"): number of pages, current page from 0, stem and extension of the file names.
_PAGER = re.compile(
    r"""createPage(?:HTML)?\(\s*['"]?(?P<count>\d+)['"]?\s*,\s*['"]?(?P<current>\d+)['"]?\s*,"""
    r"""\s*['"](?P<stem>[\w-]+)['"]\s*,\s*['"](?P<extension>\w+)['"]"""
)
_DETAIL = re.compile(r"/t20\d{6}_\d+\.s?html?$")
_COLUMN = re.compile(r"/(?:index\.s?html?)?$")


class StaticColumns(Family):
    """A column of static pages.

    1. Open the column in a browser, e.g. `https://www.changsha.gov.cn/szf/ztzl/ysgk/`; its address is the `address`
       of a column in the portal file. Further pages are found by themselves: the page calls
       `createPageHTML(4, 0, "index", "html")` or `createPage(10, 0, "index", "html")` and its pages are
       `index.html`, `index_1.html` … `index_3.html`.
    2. Look at one line of it: the detail must be `./202509/t20250929_12012665.html` or a file such as
       `./202509/P020250929612345678901.pdf`. Another shape is another family.
    3. If the column lists departments, each a column of its own, set `parameters: {follow_sub_columns: 1}`.
    4. Open one detail: attachments are links to `P0…`/`W0…` files or `onclick="downloadFj('名.pdf','./W0….pdf')"`;
       both are found. If they lie on another host, add it to `allowed_hosts`.
    5. If the lines show only the department's name (天津), write the column's own title, with 决算 in it, as
       `title_zh`.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Entries, the next page where a pager names one, and the columns below this one."""
        selector = Selector(text=page.text or "<html/>")
        entries: dict[str, Entry] = {}
        columns: dict[str, str] = {}
        here = urljoin(page.url, ".")
        for anchor in selector.css("a[href]"):
            href = anchor.attrib["href"]
            if not is_web_address(href):
                continue
            url = absolute(page.url, href)
            path = urlsplit(url).path
            if (is_file := bool(file_extension(url))) or _DETAIL.search(path):
                entry = Entry(url, link_title(anchor), date_beside(anchor) or date_in_address(url), is_file)
                # A line may carry two links to one detail, the first around an image and without a title.
                if url not in entries or not entries[url].title_zh:
                    entries[url] = entry
            elif url.startswith(here) and url not in (here, page.url) and _COLUMN.search(path):
                columns[url] = columns.get(url) or link_title(anchor)
        sub_columns = tuple(SubColumn(PageRequest(url), title) for url, title in columns.items())
        return Listing(tuple(entries.values()), _next_pages(page), sub_columns)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _next_pages(page: Page) -> tuple[PageRequest, ...]:
    if not (match := _PAGER.search(page.text)):
        return ()
    following = int(match["current"]) + 1
    if following >= int(match["count"]):
        return ()
    return (PageRequest(urljoin(page.url, f"{match['stem']}_{following}.{match['extension']}")),)
