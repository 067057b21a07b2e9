"""广东 gkmlpt: the province's disclosure directory, with one JSON interface on all its sites.

Put here: the interface's address and its pages.
Keep out: keys of the records (reading/answers.py).
"""

import re
from urllib.parse import urljoin, urlsplit

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.reading.answers import entries_of, read_answer, stated_count_of
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail

_PAGE = re.compile(r"([?&]page=)(\d+)")
_SITE_ID = re.compile(r"""\bSID\s*[:=]\s*['"](\d+)['"]""")
_PAGE_SIZE = 100


class Gkmlpt(Family):
    """A category of a gkmlpt directory.

    1. Open the directory of the publisher, e.g. `https://www.gd.gov.cn/gkmlpt/index`, and choose the category of
       budgets and accounts: the address ends in `#2811`, the category's number.
    2. The page's source holds `SID: '755031'`. The `address` is the interface with both numbers:
       `http://jr.sz.gov.cn/gkmlpt/api/all/2811?page=1&sid=755031`. The directory's own page with the number as a
       query, `http://jr.sz.gov.cn/gkmlpt/index?category=2811`, does as well: SID is then read from it.
    3. The answer is `{"total":…, "articles":[{"title":…,"url":…,"created_at":…}]}`, 100 records a page; pages are asked
       for until `total` is reached.
    4. Details are `/content/post_4361282.html`; attachments `/attachment/0/542/542789/4361282.pdf` (the last number
       is the article's, several files share it). Most of these sites answer by http only.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read the directory's own page or an answer of the interface."""
        answer = read_answer(page)
        if not isinstance(answer, dict):
            return self._read_directory(page)
        entries, total = entries_of(page, answer), stated_count_of(answer)
        following: tuple[PageRequest, ...] = ()
        if (match := _PAGE.search(page.url)) and entries:
            number = int(match[2])
            if total is None or number * _PAGE_SIZE < total:
                following = (PageRequest(_PAGE.sub(rf"\g<1>{number + 1}", page.url, count=1)),)
        return Listing(entries, following, stated_count=total)

    def _read_directory(self, page: Page) -> Listing:
        category = re.search(r"[?&]category=(\d+)", page.url)
        site_id = _SITE_ID.search(page.text)
        if not (category and site_id):
            return read_column(page)
        base = urljoin(page.url, urlsplit(page.url).path.partition("/gkmlpt/")[0] + "/gkmlpt/")
        return Listing((), (PageRequest(f"{base}api/all/{category[1]}?page=1&sid={site_id[1]}"),))

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)
