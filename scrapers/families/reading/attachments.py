"""Attachments of a detail page, in every idiom, with the names that the page gives them.

Put here: how a page offers its files.
Keep out: names of a single portal's own download scripts (that is its family's).

Idioms, most frequent first in real pages: plain hrefs (TRS names P0/W0 + upload time), addresses built by
`downloadFj('name','address')`, `var sPdfUrl="a#b"`, anchors written by scripts (`file_appendix`, `temyt`), download
scripts without an extension (`download.do?id=`, `OutExcel?imagefileid=`), `encodeURI('../../filedown?…')` in an
onclick, files shown in an iframe, embed or object.
"""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapers.families.base import Attachment
from scrapers.families.pages import Document, file_extension, is_file_name, is_web_address
from scrapers.families.reading.links import Link, clean_title, file_name_in, split_addresses, split_names

_DOWNLOAD_FJ = re.compile(r"""downloadFj\(\s*(['"])(?P<name>[^'"]*)\1\s*,\s*(['"])(?P<address>[^'"]+)\3\s*\)""")
_PDF_VARIABLE = re.compile(
    r"""\b(?:sPdfUrl|pdfUrl|pdfurl|pdfPath|fileUrl|filePath)\s*[=:]\s*(['"])(?P<addresses>[^'"]+)\1"""
)
_SCRIPTED_ANCHOR = re.compile(
    r"""<a\b[^>]*?href\s*=\s*\\?(['"])(?P<address>[^'"\\>]+)\\?\1[^>]*>(?P<name>.*?)<\\?/a>""", re.S | re.I
)
_DOWNLOADS = re.compile(
    r"/(?:download|downfile|filedown|downloadfile|down|attachment|attach|outexcel|getfile|fileDownload)\w*(?:\.\w+)?(?:[/?]|$)"
    r"|/attachmentController/|imagefileid=|/file/download/",
    re.I,
)
_VIEWERS = ("file", "url", "src", "fileUrl")


def read_attachments(document: Document, links: Iterable[Link], page_title: str) -> tuple[Attachment, ...]:
    """All files of a detail page in their order, each address once; those of side bars and navigation are not its."""
    found: dict[str, Attachment] = {}
    for attachment in _all(document, list(links), page_title):
        before = found.get(attachment.url)
        if before is None or (not before.title_zh and attachment.title_zh):
            found[attachment.url] = attachment
    return tuple(
        Attachment(attachment.url, attachment.title_zh or file_name_in(attachment.url) or page_title)
        for attachment in found.values()
    )


def _all(document: Document, links: list[Link], page_title: str) -> Iterator[Attachment]:
    text = document.page.text
    for link in links:
        if not (link.is_boilerplate or link.is_side) and is_file_link(link):
            yield Attachment(link.url, link.title_zh or clean_title(str(link.element.attrib.get("download", ""))))
    for match in _DOWNLOAD_FJ.finditer(text):
        address = html.unescape(match["address"])
        if is_web_address(address) and file_extension(address):
            yield Attachment(document.absolute(address), html.unescape(match["name"]).strip())
    for script in document.root.xpath("//script[not(@src)]/text()"):
        yield from _of_script(document, str(script), page_title)
    for address in document.root.xpath("//iframe/@src | //embed/@src | //object/@data"):
        if url := _shown_file(document, str(address)):
            yield Attachment(url, "")


def is_file_link(link: Link) -> bool:
    """Whether a link leads to a file: by its address, or by a download address whose title is a file's name."""
    if file_extension(link.url):
        return True
    parts = urlsplit(link.url)
    downloads = bool(_DOWNLOADS.search(f"{parts.path}?{parts.query}"))
    return downloads and (is_file_name(link.title_zh) or bool(re.search(r"=\w", parts.query)))


def _of_script(document: Document, script: str, page_title: str) -> Iterator[Attachment]:
    for match in _PDF_VARIABLE.finditer(script):
        for address in match["addresses"].split("#"):
            if is_web_address(address) and file_extension(address):
                yield Attachment(document.absolute(address), page_title)
    for match in _SCRIPTED_ANCHOR.finditer(script):
        text = html.unescape(re.sub(r"<[^>]*>", " ", match["name"]))
        addresses, names = split_addresses(match["address"]), split_names(text)
        for number, address in enumerate(addresses):
            if is_web_address(address) and file_extension(address):
                is_paired = 1 < len(names) == len(addresses)
                yield Attachment(document.absolute(address), names[number] if is_paired else clean_title(text))


def _shown_file(document: Document, address: str) -> str:
    """The file that a frame shows, itself or in a viewer (`viewer.html?file=/a.pdf`)."""
    if not is_web_address(address) or not file_extension(address):
        return ""
    url = document.absolute(address)
    query = dict(parse_qsl(urlsplit(url).query))
    for name in _VIEWERS:
        if file_extension(query.get(name, "")) and is_web_address(query[name]):
            return document.absolute(unquote(query[name]))
    return url
