"""A column's page as a listing: its entries, the next page, the columns below it, its own name.

Put here: what families of HTML listings do alike.
Keep out: lists that come as JSON (answers.py).
"""

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from scrapers.families.base import Listing, Page, PageRequest, SubColumn
from scrapers.families.pages import Document, file_extension, parse
from scrapers.families.reading.articles import is_column
from scrapers.families.reading.details import frames_of, meta
from scrapers.families.reading.entries import main_lines, read_lines
from scrapers.families.reading.links import Link, links_of
from scrapers.families.reading.pagers import next_pages, stated_count
from scrapers.families.reading.recognition import read_page

IsColumn = Callable[[Document, Link], bool]


def is_below(document: Document, link: Link) -> bool:
    """Whether a link leads to a column in a folder below the page's own."""
    if not is_column(link.url):
        return False
    here = urljoin(document.page.url, ".")
    return link.url.startswith(here) and link.url not in (here, document.page.url)


def read_column(page: Page, fragment: str | None = None, is_sub_column: IsColumn = is_below) -> Listing:
    """Read a column's page, or the `fragment` of HTML that came for it."""
    document = parse(page, fragment)
    links = links_of(document)
    entries = tuple(line.entry for line in main_lines(document, read_lines(document, links)))
    columns = sub_columns(document, links, is_sub_column)
    # A page without a line may show its list in a frame.
    following = next_pages(document, links) or (() if entries or columns else frames_of(document))
    kind = "listing" if entries or columns or fragment is not None else read_page(page).kind
    return Listing(entries, following, columns, meta(document, "ColumnName"), stated_count(page.text), kind)


def sub_columns(document: Document, links: list[Link], is_sub_column: IsColumn) -> tuple[SubColumn, ...]:
    """The columns below this one, each address once, with the names of their links."""
    names: dict[str, str] = {}
    for link in links:
        if not file_extension(link.url) and is_sub_column(document, link) and not _is_page_of(document, link.url):
            names[link.url] = names.get(link.url) or link.title_zh
    return tuple(SubColumn(PageRequest(url), name) for url, name in names.items())


def _is_page_of(document: Document, url: str) -> bool:
    """Whether an address is another page of the same list (index_2.html) and not a column."""
    here, there = urlsplit(document.page.url).path, urlsplit(url).path
    return here.rpartition("/")[0] == there.rpartition("/")[0]
