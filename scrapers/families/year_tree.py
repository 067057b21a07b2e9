"""上海's year trees: a site of three levels for each year, files under hash names.

Put here: which links of such a tree lead a level down.
Keep out: reading the links.
"""

import re
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.pages import Document
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail
from scrapers.families.reading.links import Link

_NODE = re.compile(r"^/(?P<tree>[a-z]+-\d{2,4})(?P<node>-\w+)?/(?:index\.html)?$")


class YearTreeParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    follow_sub_columns: int = Field(default=2, ge=0, le=4)
    """Categories and departments: 2."""


class YearTree(Family):
    """A year's tree.

    1. The `address` is the tree's root; it holds the year: `https://www.shanghai.gov.cn/bmys-26/index.html` (budgets of
       2026). A new year is a new column in the portal file.
    2. The root links categories, `/bmys-26-001/index.html` (党委部门, 政府部门 …); these link departments,
       `/bmys-26-dw001/index.html`; these link files. Levels below the root are 2, which is the default of
       `follow_sub_columns`.
    3. Files are `/cmsres/<2 hex>/<32 hex>/<32 hex>.pdf`: the title stands in the link's text only and the address says
       nothing, so the column's `title_zh` must name kind and year (2024年度部门决算).
    4. Districts have other systems (徐汇: `/xxgk/portal/article/list?menuType=wgk&code=…&page=1` with files from
       `https://foa.xh.sh.cn/api/xjh/report/OutExcel?imagefileid=…`): use `any_portal` for them.
    """

    parameters: ClassVar[type[Parameters]] = YearTreeParameters

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Files of a department, or the nodes below a root or category."""
        return read_column(page, is_sub_column=_is_node)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _is_node(document: Document, link: Link) -> bool:
    """Whether a link leads to a node of the same year's tree, on the same host, and not its root."""
    here, there = urlsplit(document.page.url), urlsplit(link.url)
    own, other = _NODE.match(here.path), _NODE.match(there.path)
    if own is None or other is None or here.netloc != there.netloc:
        return False
    return own["tree"] == other["tree"] and other["node"] is not None and here.path != there.path
