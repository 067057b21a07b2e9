"""Directories whose file addresses carry a token that is new at every load of the page (郑州).

Put here: what such a file is known by.
Keep out: listings and details, which are ordinary pages.
"""

from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail

_SHORTEST_TOKEN = 40


class TokenAttachments(Family):
    """A directory with tokens in its file addresses.

    1. The `address` is the directory's list, e.g.
       `https://public.zhengzhou.gov.cn/?a=dir&h=1&p=D1901&c=177950&f=177991`: `p` names the publisher, `c` and `f` the
       category.
    2. Details are ordinary pages with a date beside their link. Their files are
       `/attachment/<percent-encoded name>.pdf?<88 characters>`: the token is another one at every load (three captures
       of one file showed three), so the file is known by its address without the query.
    3. Because a token expires, the detail page is read again before its file is asked for, also when the listing has
       not changed. This costs one request a page and crawl; `delay_seconds` must not be lowered for it.
    4. Old files are `附表.xls` under many pages: the same name is not the same file, so names that are not unique are
       told apart by their page.
    """

    addresses_expire: ClassVar[bool] = True

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """The directory's list; files in it are known without their tokens."""
        listing = read_column(page)
        entries = tuple(
            replace(entry, canonical_url=canonical(entry.url, page.url)) if entry.is_file else entry
            for entry in listing.entries
        )
        return replace(listing, entries=entries)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page; the files are known without their tokens."""
        detail = read_detail(page)
        files = tuple(replace(file, canonical_url=canonical(file.url, page.url)) for file in detail.attachments)
        return replace(detail, attachments=files)


def canonical(url: str, page_url: str) -> str:
    """What a file with a token is known by: its address without the token, with its page as a fragment.

    The page is needed because different pages have files of one name (`附表.xls`). An address without a token is its
    own name, said by an empty text.
    """
    parts = urlsplit(url)
    if "&" in parts.query or len(parts.query) < _SHORTEST_TOKEN:
        return ""
    page = urlsplit(page_url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", f"{page.path}?{page.query}".rstrip("?")))
