"""Reading pages: text from bytes, links, dates and attachments, as all families need them.

Put here: what portals of several families do alike.
Keep out: paging and listing addresses, which are what makes a family.

Attachment idioms, most frequent first in real pages: plain hrefs (TRS names P0/W0 + upload time), addresses built by
`downloadFj('name','address')`, `var sPdfUrl="a#b"`, anchors written by scripts (`file_appendix`, `temyt`).
"""

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from parsel import Selector

from scrapers.families.base import Attachment, Detail, Page

FILE_EXTENSIONS = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar", "7z"})
_DOWNLOAD_FJ = re.compile(r"""downloadFj\(\s*(['"])(?P<name>.*?)\1\s*,\s*(['"])(?P<address>.*?)\3\s*\)""")
_S_PDF_URL = re.compile(r"""\bsPdfUrl\s*=\s*(['"])(?P<addresses>.*?)\1""")
_SCRIPTED_ANCHOR = re.compile(
    r"""<a\b[^>]*?href=\\?(['"])(?P<address>[^'"\\]+)\\?\1[^>]*>(?P<name>.*?)</a>""", re.S | re.I
)
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_DATE_IN_ADDRESS = (
    re.compile(r"/t(20\d{2})(\d{2})(\d{2})_\d+\.s?html?$"),
    re.compile(r"/art/(20\d{2})/(\d{1,2})/(\d{1,2})/"),
)
_TRAILING_DATE = re.compile(r"[\[(（【]?\s*(?:20\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*[\])）】]?$")


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a page. The bytes decide: saved and migrated pages keep a `<meta charset>` that is not true.

    UTF-8 is tried first because Chinese text in GBK practically never is valid UTF-8; then GB18030, which holds GBK
    and GB2312; then the charset the server named; then UTF-8 with replacement characters.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    body = body.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", "gb18030", charset or "utf-8"):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", errors="replace")


def absolute(page_url: str, address: str) -> str:
    """An address made absolute: entities undone, backslashes turned, Chinese percent-encoded, no fragment."""
    address = html.unescape(address).strip().replace("\\", "/")
    parts = urlsplit(urljoin(page_url, address))
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def is_web_address(address: str) -> bool:
    """Whether an address found on a page can be requested at all (javascript:, mailto: and empty ones cannot)."""
    address = address.strip()
    if not address or address.startswith("#"):
        return False
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address)
    return scheme is None or scheme.group(1).lower() in ("http", "https")


def file_extension(address: str) -> str:
    """The extension of the file an address leads to, in lower case; empty where it is not a file address.

    Looks at the path and, for download scripts, at the values of the query (`downfile.jsp?filename=….pdf`).
    """
    parts = urlsplit(address)
    names = [parts.path, *(value for _, value in parse_qsl(parts.query))]
    for name in names:
        extension = PurePosixPath(unquote(name)).suffix.lower().lstrip(".")
        if extension in FILE_EXTENSIONS:
            return extension
    return ""


def date_in(text: str) -> date | None:
    """The first date written out in a text (2025-08-20, 2025年8月20日, 2025/8/20)."""
    for year, month, day in _DATE.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def date_in_address(address: str) -> date | None:
    """The date in the address of a detail page. It is the upload date, sometimes that of a migration."""
    for pattern in _DATE_IN_ADDRESS:
        if match := pattern.search(urlsplit(address).path):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                return None
    return None


def text_of(node: Selector) -> str:
    """The visible text of a node on one line."""
    texts = node.xpath(".//text()[not(parent::script) and not(parent::style)]").getall()
    return re.sub(r"\s+", " ", "".join(texts)).strip()


def link_title(anchor: Selector) -> str:
    """The title of a link: its `title` attribute, because the text is often cut off, else its text without the date."""
    title = re.sub(r"\s+", " ", anchor.attrib.get("title", "")).strip()
    text = text_of(anchor)
    if title and not text.startswith(title.rstrip(".…")):
        return title
    return _TRAILING_DATE.sub("", text).strip() or title


def date_beside(anchor: Selector) -> date | None:
    """The date shown with a link: in its own text or in the list item or table row around it."""
    if (found := date_in(text_of(anchor))) is not None:
        return found
    for around in anchor.xpath("(ancestor::li | ancestor::tr | ancestor::dd | ancestor::dl)[last()]"):
        return date_in(text_of(around))
    return None


def read_detail(page: Page) -> Detail:
    """Read a detail page of any family: title, date and all attachments, each address once."""
    selector = Selector(text=page.text or "<html/>")
    title = _meta(selector, "ArticleTitle") or " ".join(text_of(node) for node in selector.css("title")[:1])
    published = date_in(_meta(selector, "PubDate")) or date_in_address(page.url)
    return Detail(title, published, tuple(_once(_attachments(page, selector, title))))


def _attachments(page: Page, selector: Selector, page_title: str) -> Iterator[Attachment]:
    for anchor in selector.css("a[href]"):
        yield from _attachments_of_href(page, anchor.attrib["href"], link_title(anchor))
    for match in _DOWNLOAD_FJ.finditer(page.text):
        if is_web_address(match["address"]):
            yield Attachment(absolute(page.url, match["address"]), html.unescape(match["name"]).strip())
    for match in _S_PDF_URL.finditer(page.text):
        for address in match["addresses"].split("#"):
            if is_web_address(address) and file_extension(address):
                yield Attachment(absolute(page.url, address), page_title)
    for script in selector.xpath("//script/text()").getall():
        for match in _SCRIPTED_ANCHOR.finditer(script):
            name = re.sub(r"<[^>]*>|\s+", " ", match["name"]).strip()
            yield from _attachments_of_href(page, match["address"], html.unescape(name))


def _attachments_of_href(page: Page, href: str, title: str) -> Iterator[Attachment]:
    # One href of 长春 holds five addresses, one a line.
    pieces = href.split("\n") if "\n" in href.strip() else [href]
    for piece in pieces:
        if is_web_address(piece) and file_extension(piece):
            yield Attachment(absolute(page.url, piece), title)


def _once(attachments: Iterable[Attachment]) -> Iterator[Attachment]:
    seen: set[str] = set()
    for attachment in attachments:
        if attachment.url not in seen:
            seen.add(attachment.url)
            yield attachment


def _meta(selector: Selector, name: str) -> str:
    # Some templates write name=" ColumnName " with blanks, so names are compared without them.
    for node in selector.css("meta[name]"):
        if node.attrib["name"].strip().lower() == name.lower():
            return node.attrib.get("content", "").strip()
    return ""
