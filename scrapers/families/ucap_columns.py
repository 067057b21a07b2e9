"""开普云 ucap columns: c-numbers in the address, pages by createPageHTML with an id, or a POST that loads the list.

Put here: what these systems do for listings.
Keep out: `<UCAPCONTENT>` bodies and `files/` attachments, which are plain links (reading/); /gkmlpt/ (gkmlpt.py).
"""

import re
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.reading.answers import entries_of, read_answer, stated_count_of, stated_pages_of
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail


class UcapParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    channel_id: str = ""
    """The column's id that the page sends to `loadData` with the page number; empty where it sends none."""


class UcapColumns(Family):
    """A column of a ucap portal.

    1. Open the column, e.g. `http://www.cangzhou.gov.cn/cangzhou/c100153/YuJueSuan.shtml` or
       `https://czt.sc.gov.cn/scczt/c102361/common_list.shtml`; its address is the `address`. Its pages are
       `YuJueSuan_2.shtml`, … from `createPageHTML('page_div', 11, 1, 'YuJueSuan', 'shtml', 151)`, or they stand in
       `tagname` attributes of the pager's links.
    2. If the list is empty in "view source" and the network panel shows a POST to
       `/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15` (苏州: `http://www.suzhou.gov.cn/szinf/…`), use that address
       and write what the page sends as `channel_id` under `parameters`. The body is `pageIndex=1&channel_id=…`; the
       answer tells `totalPage`.
    3. If it shows `/common/search/…?_isJson=true` instead, the family is `search_endpoint`.
    4. Details are `/c100153/202602/<32 hex>.shtml` or `/YYYY/M/D/<32 hex>.shtml`; attachments inside
       `<UCAPCONTENT>` are relative: `<32 hex>/files/<32 hex>.xlsx`. Both are found.
    """

    parameters: ClassVar[type[Parameters]] = UcapParameters

    def first_request(self, address: str, parameters: Parameters) -> PageRequest:
        """A GET of the column, or the POST for the first page of `loadData`."""
        if not _is_interface(address):
            return PageRequest(address)
        channel = parameters.channel_id if isinstance(parameters, UcapParameters) else ""
        return _load(address, 1, channel)

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read the column's own page or an answer of loadData."""
        if page.request is None or page.request.method == "GET":
            return read_column(page)
        answer = read_answer(page)
        entries = entries_of(page, answer)
        fields = dict(parse_qsl(page.request.body))
        index = fields.get("pageIndex", "1")
        number, pages = int(index) if index.isdecimal() else 1, stated_pages_of(answer)
        has_more = bool(entries) if pages is None else number < pages
        following = (_load(page.request.url, number + 1, fields.get("channel_id", "")),) if has_more else ()
        return Listing(entries, following, stated_count=stated_count_of(answer))

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _is_interface(address: str) -> bool:
    return bool(re.search(r"/interfaces\w*/|/loadData$", urlsplit(address).path))


def _load(address: str, number: int, channel_id: str) -> PageRequest:
    fields: dict[str, str | int] = {"pageIndex": number}
    if channel_id:
        fields["channel_id"] = channel_id
    return PageRequest.form(urlunsplit(urlsplit(address)), fields)
