"""Addresses of detail pages: the dialects of content management systems.

Put here: what the address of an article looks like, and what that of a column.
Keep out: what the page shows.
"""

import re
from urllib.parse import urlsplit

_DIALECTS = (
    r"/t20\d{6}_\d+\.s?html?$",
    r"/art/20\d{2}/\d{1,2}/\d{1,2}/art_\w+\.html?$",
    r"/art/20\d{2}/art_(?:[0-9a-f]{32}|\d+)\.html?$",
    r"/content_\d+\.s?html?$",
    r"/c\d+/content\.s?html?$",
    r"/content(?:-\d+){2,}\.html?$",
    r"/m?post_\d+\.html?$",
    r"/20\d{2}-?\d{2}/(?:\d{1,2}/)?[0-9a-fA-F-]{16,}\.s?html?$",
    r"/20\d{2}/\d{1,2}/\d{1,2}/\w+\.s?html?$",
    r"/20\d{6}/[0-9a-f]{4,}\.s?html?$",
    r"/\d{12,}/index\.s?html?$",
    r"/columns/[0-9a-f-]{36}/20\d{4}/\d{2}/[0-9a-f-]{36}\.html$",
    r"/info/\d+/\d+\.html?$",
    r"/20\d{2}/\d{4}/c\d+a\d+/page\.(?:htm|psp)$",
    r"/20\d{2}-\d{2}/\d{1,2}/\w+\.s?html?$",
    r"/content/(?:[\w-]+/)*[0-9a-f-]{16,}\.s?html?$",
    r"/(?:article|news|show|view|detail|contents?|doc|xxgk)[/_-](?:\w+[/_-])*\d{2,}\.s?html?$",
    r"/(?:article|news|detail|view)s?/\d{3,}$",
    r"/public/\d+/\d+\.html$",
)
_DIALECT = re.compile("|".join(_DIALECTS), re.I)
# A page named by an id alone: 2036347176251088897.html, 5d492cbef99d6572b76a44a5.html, 4744784.shtml.
_NAMED_BY_ID = re.compile(
    r"/(?:[a-zA-Z]{1,12}_?)?(?:\d{5,}|(?=[a-z]*\d)[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.s?html?$"
)
_COLUMN = re.compile(
    r"/(?:col|cols|column|columns|node|list|lists|channel|class|category|lm|c)_?-?\d+(?:_\d+)?(?:\.s?html?|/?(?:index(?:_\d+)?\.s?html?)?)$"
    r"|/(?:index|list|default|common_list|more)(?:_?\d+)?\.(?:s?html?|jsp|aspx?|php|do)$|/$",
    re.I,
)
_QUERY_ID = re.compile(
    r"(?:^|&)(?:id|article_?id|art_?id|news_?id|info_?id|content_?id|doc_?id|fbxh|guid|uuid|h)=[^&]{2,}", re.I
)
_QUERY_PAGE = re.compile(r"(?:detail|content|view|show|article|news|info|display|read)", re.I)


def is_article(address: str) -> bool:
    """Whether an address is that of a detail page in one of the dialects."""
    parts = urlsplit(address)
    path = parts.path.replace("\\", "/")
    if _DIALECT.search(path):
        return True
    if parts.query and _QUERY_ID.search(parts.query) and _QUERY_PAGE.search(path.rpartition("/")[2]):
        return not _COLUMN.search(path)
    return bool(_NAMED_BY_ID.search(path)) and not _COLUMN.search(path)


def is_column(address: str) -> bool:
    """Whether an address is that of a folder, an index or a numbered column: not of a detail page."""
    parts = urlsplit(address)
    path = parts.path or "/"
    return bool(_COLUMN.search(path)) and not _DIALECT.search(path)
