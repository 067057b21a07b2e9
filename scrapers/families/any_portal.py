"""Any portal: a column whose system is not known or has no family of its own (博达 vsb, 安徽 openness, home-made ones).

Put here: nothing that only one system does; then it is a family of its own.
Keep out: facts of single portals.
"""

from urllib.parse import urlsplit

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.pages import Document
from scrapers.families.reading.articles import is_column
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail
from scrapers.families.reading.links import Link
from scrapers.families.reading.recognition import read_page


class AnyPortal(Family):
    """A column of a portal whose system has no family here.

    1. Try the other families first: they know how their lists go on. Use this one for e.g. 博达 columns
       (`http://www.linyi.gov.cn/…/czxx.htm`, details `/info/1262/19895.htm`), 安徽 openness columns
       (`https://www.hefei.gov.cn/public/column/13741?type=4&catId=7003401&action=list`) and lists like
       `https://www.yanan.gov.cn/gk/fdzdgknr/czxx/czyjs/xq/1.html`.
    2. The page must hold its list as links. If "view source" shows none, the list comes by a script: find the address
       that the page calls and use `search_endpoint`.
    3. Lines are found by their addresses (all dialects that are known) or by a date beside the link; the next page by
       a pager's script or a link called 下一页.
    4. `parameters: {follow_sub_columns: 1}` follows columns of the same host below the page's folder.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """What the page shows, and which kind of page it is."""
        if parameters.follow_sub_columns:
            return read_column(page, is_sub_column=_is_in_folder)
        return read_page(page).listing

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _is_in_folder(document: Document, link: Link) -> bool:
    """Whether a column stands in the folder that the page's own name or folder spells (`czxx.htm` → `czxx/`)."""
    here, there = urlsplit(document.page.url), urlsplit(link.url)
    folder = here.path.rsplit(".", 1)[0].removesuffix("/index").removesuffix("/") + "/"
    return (
        here.netloc == there.netloc and there.path.startswith(folder) and is_column(link.url) and there.path != folder
    )
