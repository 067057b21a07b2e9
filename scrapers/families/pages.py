"""Text and addresses: what a page's bytes say, and where its links lead.

Put here: decoding, making addresses absolute, telling files by their address, parsing a page once.
Keep out: which links matter and what they are called (reading/).
"""

import codecs
import html
import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from parsel import Selector

from scrapers.families.base import Page

Element: TypeAlias = Any
"""An element of a parsed page: lxml's HtmlElement, which carries no types."""

ARCHIVE_EXTENSIONS = frozenset({"zip", "rar", "7z"})
FILE_EXTENSIONS = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "ceb"}) | ARCHIVE_EXTENSIONS
_CALLBACK = re.compile(r"^[\s\ufeff;]*(?:try\s*\{)?\s*[\w$.]+\s*\((?P<json>[\[{].*[\]}])\s*\)\s*;?", re.S)
_PLAIN = re.compile(r"[\w/%:@!$&'()*+,;=~.-]*", re.A)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a page. The bytes decide: saved and migrated pages keep a `<meta charset>` that is not true.

    UTF-8 is tried first because Chinese text in GBK practically never is valid UTF-8; then GB18030, which holds GBK
    and GB2312; then the charset the server named. A page with a few broken bytes (a title cut in the middle of a
    character) is read in the encoding in which fewest characters are lost.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    body = body.removeprefix(codecs.BOM_UTF8)
    encodings = ["utf-8", "gb18030", *([charset] if charset else [])]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return min((body.decode(encoding, errors="replace") for encoding in encodings[:2]), key=_losses)


def _losses(text: str) -> int:
    return text.count("\ufffd")


def absolute(page_url: str, address: str) -> str:
    """An address made absolute: entities undone, backslashes turned, Chinese percent-encoded, no fragment.

    Only entities that end in a semicolon are undone: `&section=1` is a parameter, not a paragraph sign. In a query a
    backslash is part of the value (宁波: `detail?FBXH=2026\\1000000000202243.html`) and is percent-encoded.
    """
    if "&" in address:
        address = _ENTITY.sub(lambda match: html.unescape(match[0]), address)
    path, mark, query = re.sub(r"[\t\r\n]", "", address.strip()).partition("?")
    address = path.replace("\\", "/") + mark + query
    try:
        parts = urlsplit(urljoin(page_url, address))
    except ValueError:
        return ""
    safe = "/%:@!$&'()*+,;=~-._"
    path = parts.path if _PLAIN.fullmatch(parts.path) else quote(parts.path, safe=safe)
    query = parts.query if _PLAIN.fullmatch(parts.query) else quote(parts.query, safe=safe + "?")
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
    path, _, query = address.partition("#")[0].partition("?")
    for name in (path, *(value for _, value in parse_qsl(query))) if query else (path,):
        extension = unquote(name.rpartition(".")[2]).strip().lower()
        if extension in FILE_EXTENSIONS and "." in name:
            return extension
    return ""


def is_file_name(text: str) -> bool:
    """Whether a text ends like the name of a file (`….pdf`)."""
    return text.rpartition(".")[2].strip().lower() in FILE_EXTENSIONS and "." in text


def read_json(text: str) -> Any:
    """The JSON of an answer, with or without a callback around it (JSONP); None where it is not JSON."""
    text = text.lstrip("\ufeff \t\r\n")
    if match := _CALLBACK.match(text):
        text = match["json"]
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        return None


@dataclass(frozen=True, slots=True)
class Document:
    """A page parsed once: its tree, and the address that relative links start from (`<base href>` or the page's)."""

    page: Page
    root: Element
    base: str

    def absolute(self, address: str) -> str:
        """An address of the page made absolute."""
        return absolute(self.base, address)


def parse(page: Page, fragment: str | None = None) -> Document:
    """Parse a page, or a `fragment` of HTML that came in it."""
    text = page.text if fragment is None else fragment
    root = Selector(text=text if text.strip() else "<html/>", type="html").root
    bases = root.xpath("//base/@href")
    return Document(page, root, absolute(page.url, bases[0]) if bases and bases[0].strip() else page.url)
