"""Search endpoints: listings that a page loads as JSON or JSONP.

Put here: how the next page of such an address is asked for.
Keep out: keys of the records (reading/answers.py).
"""

import re
from typing import ClassVar

from pydantic import Field

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.reading.answers import entries_of, read_answer, stated_count_of, stated_pages_of
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail


class SearchParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    page_parameter: str = Field(default="page", pattern=r"^\w+$")
    """The query parameter that counts pages (`page`, `pageIndex`, `p` …)."""


class SearchEndpoint(Family):
    """A column whose list a page loads from a search endpoint.

    1. Open the column with the browser's network panel and find the address that answers with the list, e.g.
       `http://infogate.changchun.gov.cn/govsearch/jsonp/gkml/zf_list.jsp?page=1&lb=58855&channelId=58855&callback=result`
       (长春, JSONP, 16 a page) or `https://www.hlj.gov.cn/common/search/<channelId>?_isAgg=true&_isJson=true&_pageSize=15&_template=index&page=1`
       (黑龙江 and other ucap portals, JSON).
    2. That address, with its page parameter, is the `address`; its host goes into `allowed_hosts` together with the
       host of the details. The page itself must call it: no other interface may be asked.
    3. If the parameter that counts pages is not `page`, write it: `parameters: {page_parameter: pageIndex}`.
    4. The list is the longest list of records in the answer; titles are `title`, `doctitle` …, addresses `url`,
       `puburl` …, dates `tip.dates`, `publishedTimeStr` … (reading/answers.py holds all names). Pages are asked for up
       to the number that the answer tells (`nPage`, `totalPage`, or `total` by the length of a page), or until a page
       brings nothing new.
    5. Details are ordinary pages. An item edited in place shows a new date under its old address.
    """

    parameters: ClassVar[type[Parameters]] = SearchParameters

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read an answer; a page of HTML instead of one is read as a column's page and says which kind it is."""
        answer = read_answer(page)
        if answer is None:
            return read_column(page)
        name = parameters.page_parameter if isinstance(parameters, SearchParameters) else "page"
        entries, total = entries_of(page, answer), stated_count_of(answer)
        pages = stated_pages_of(answer)
        following: tuple[PageRequest, ...] = ()
        if (match := re.search(rf"([?&]{name}=)(\d+)", page.url)) and entries:
            number = int(match[2])
            if pages is None or number < pages:
                url = page.url[: match.start(2)] + str(number + 1) + page.url[match.end(2) :]
                following = (PageRequest(url),)
        return Listing(entries, following, stated_count=total)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)
