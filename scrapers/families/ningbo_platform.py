"""宁波's platform: a list by region, addresses with a backslash in the query, files by a script in an onclick.

Put here: what this platform's listing and details do.
Keep out: reading onclick addresses, which other portals have too (reading/links.py).
"""

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.reading.answers import entries_of, read_answer, stated_count_of
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail


class NingboPlatform(Family):
    r"""A region on 宁波's platform.

    1. The `address` is `http://yjs.czj.ningbo.gov.cn/gkxxzl/nbcs/budget/main?gklb=1000&XZQH=330203`: `XZQH` is the
       six-digit code of the region (330200 the city itself), `gklb` the kind of disclosure. The page is http only.
    2. A detail is `http://yjs.czj.ningbo.gov.cn/gkxxzl/nbcs/budget/detail?FBXH=2026\1000000000202243.html`: the
       backslash belongs to the query and is asked for as %5C.
    3. The text stands in `<iframe src="../html/2026\1000000000202243.html">`; the file is linked by
       `onclick="location.href=encodeURI('../../filedown?WJCFLJ=bbsb/2026/20260226/…/名.pdf&WJMC=名.pdf')"` with raw
       Chinese in the query. Where there is no file, the frame is read for one.
    4. The list is filled by a script; what it calls was not seen. If a first crawl finds nothing, look at the network
       panel and use the address of the answer as `address`: JSON is read too.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read the region's page or a JSON answer."""
        if (answer := read_answer(page)) is not None:
            return Listing(entries_of(page, answer), stated_count=stated_count_of(answer))
        return read_column(page)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page; its frame where it has no file."""
        return read_detail(page)
