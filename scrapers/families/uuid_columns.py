"""UUID columns (河北): columns and details named by UUIDs, further pages from numbers in a hidden input.

Put here: how blocks of a list are asked for.
Keep out: reading the lines (reading/columns.py); the hidden input is a pager like others (reading/pagers.py).
"""

import re

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.pages import Document
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail
from scrapers.families.reading.links import Link

_BLOCK = re.compile(r"(/templates/[0-9a-f-]{36}/blocks/[0-9a-f-]{36}\?page=)(\d+)")
_COLUMN = re.compile(r"/columns/[0-9a-f-]{36}/(?:index\.html)?$")


class UuidColumns(Family):
    """A column of a UUID portal.

    1. Open the column, e.g.
       `https://www.sjz.gov.cn/yjsgk/columns/f642cf94-0260-4dd4-b1da-c97ada2f2d33/index.html` (石家庄, one column a
       department); its address is the `address`.
    2. Its details are `/columns/<UUID>/YYYYMM/DD/<UUID>.html`; each line carries two links, one around the date.
    3. If there are more than 20 lines, the source holds `<input id='pagingProp_<UUID>' value='{"page":1,
       "totalPages":2,"colid":…,"tid":…}'>`; further pages come from
       `/columns/<colid>/templates/<tid>/blocks/<UUID>?page=2` as HTML. Nothing has to be written down.
    4. To walk all departments, take the column that lists them and set `parameters: {follow_sub_columns: 1}`.
    5. Dates of old items are those of migrations (2021-02-20, 2023-07-31): the shown date is believed more.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read the column's page, or the block that came for a further page."""
        block = _BLOCK.search(page.url)
        listing = read_column(page, page.text if block else None, _is_sub_column)
        if block and not listing.next_pages and "pagingProp_" not in page.text and listing.entries:
            # The block does not say how many pages there are; a page that brings nothing new is the end.
            following = _BLOCK.sub(rf"\g<1>{int(block[2]) + 1}", page.url)
            return Listing(listing.entries, (PageRequest(following),))
        return listing

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _is_sub_column(document: Document, link: Link) -> bool:
    return bool(_COLUMN.search(link.url)) and link.url != document.page.url
