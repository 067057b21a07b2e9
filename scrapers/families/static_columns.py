"""Static columns: TRS WCM and the many systems that write pages like it.

Put here: what such a column's address and file names look like.
Keep out: dates, attachments and pagers, which other families write alike (reading/).
"""

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail


class StaticColumns(Family):
    """A column of static pages.

    1. Open the column in a browser, e.g. `https://www.changsha.gov.cn/szf/ztzl/ysgk/`; its address is the `address`
       of a column in the portal file. Further pages are found by themselves: the page calls
       `createPageHTML(4, 0, "index", "html")` or `createPage(10, 0, "index", "html")` and its pages are
       `index.html`, `index_1.html` … `index_3.html`; a link called 下一页 does as well.
    2. Look at one line of it: the detail is `./202509/t20250929_12012665.html`, a file such as
       `./202509/P020250929612345678901.pdf`, or any other page with a date beside its link
       (`/info/1262/19895.htm`, `/doc/2026/03/02/4744784.shtml`).
    3. If the column lists departments, each a column of its own below this one's folder, set
       `parameters: {follow_sub_columns: 1}`.
    4. Open one detail: attachments are links to `P0…`/`W0…` files, `onclick="downloadFj('名.pdf','./W0….pdf')"`, or
       links in `var file_appendix='…'` or `var temyt='…'`; five names in one href are five files. All are found. If
       they lie on another host, add it to `allowed_hosts`.
    5. If the lines show only the department's name, write the column's own title, with 决算 in it, as `title_zh`.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Entries, the next page where a pager names one, and the columns below this one."""
        return read_column(page)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)
