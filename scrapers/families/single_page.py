"""One page that lists everything: links to all files, or the tables themselves in the page.

Put here: what a page without details does.
Keep out: columns with details (other families).
"""

import re
from dataclasses import replace

from scrapers.families.base import Detail, Entry, Family, Listing, Page, Parameters
from scrapers.families.pages import parse
from scrapers.families.reading.details import detail_of
from scrapers.families.reading.entries import Line, read_lines, title_beside
from scrapers.families.reading.links import links_of
from scrapers.families.reading.pagers import next_pages

_ONLY_A_KIND = re.compile(
    r"(?:20\d{2}\s*年?度?)?(?:部门|单位|本级|汇总)?(?:预算|决算|预决算)(?:公开|说明|情况说明|报告|表|公开表)?(?:\.\w{2,4})?"
)


class SinglePage(Family):
    """A page that lists all files of a region, or holds the tables itself.

    1. The `address` is the page, e.g. `http://dsyjs.yun.liuzhou.gov.cn/` (柳州, all counties on one page) or
       `https://czj.fushun.gov.cn/fsczbgs/zwgk/qxyjsgkzl/` (抚顺, one column for five districts).
    2. Every link to a file is a line; its title is the link's own text, with the heading above it where the text says
       only 部门决算. Pages of details are followed as well where there are any.
    3. If the page holds no link but the tables of amounts themselves (辽宁: `…/2026050610365723366/index.shtml`), the
       page is the document: it is listed as one entry under the page's own title.
    4. Set `recheck_days: 1`: on such a page new files appear without a new line in any listing.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """All files of the page; without one, the page itself where it holds tables of amounts."""
        document = parse(page)
        links = links_of(document)
        lines = read_lines(document, links)
        if lines:
            entries = tuple(_with_name(line) for line in lines)
            return Listing(entries, next_pages(document, links), kind="listing_and_detail")
        detail = detail_of(document, links)
        if not detail.inline_tables:
            return Listing((), kind="other")
        own = Entry(page.url, detail.title_zh, detail.published_date, is_file=False)
        return Listing((own,), kind="listing_and_detail")

    def read_detail(self, page: Page) -> Detail:
        """Title, date, attachments and the number of tables in the page itself."""
        document = parse(page)
        return detail_of(document, links_of(document))


def _with_name(line: Line) -> Entry:
    """An entry whose title says only which kind it is, with the name of its row or heading before it."""
    title = line.entry.title_zh
    if not _ONLY_A_KIND.fullmatch(title.replace(" ", "")):
        return line.entry
    name = title_beside(line.element)
    return replace(line.entry, title_zh=f"{name} {title}") if name and name != title else line.entry
