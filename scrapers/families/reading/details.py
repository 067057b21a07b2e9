"""Detail pages: title, date, attachments, the frames that belong to it, and tables in the page itself.

Put here: reading a page of one disclosure.
Keep out: listings (entries.py), how attachments are linked (attachments.py).
"""

import re
from datetime import date

from scrapers.families.base import Detail, Page, PageRequest
from scrapers.families.pages import Document, Element, file_extension, is_web_address, parse
from scrapers.families.reading.attachments import read_attachments
from scrapers.families.reading.dates import date_in, date_in_address
from scrapers.families.reading.links import Link, links_of, text_of

_CONTENT = re.compile(
    r"TRS_Editor|trs_editor_view|UCAPCONTENT|zoomcon|(?:^|[\s_-])zoom(?:$|[\s_-])|v_news_content|vsb_content|"
    r"wp_articlecontent|artic?le?[-_]?(?:con|content|body|main|txt|text|detail)|art_con|(?:news|detail|info|view|page|main|xxgk|bt|pages?|text|txt)"
    r"[-_]?(?:content|con|body|text|txt)\b|content[-_]?(?:box|text|main|body|detail)|con_con|maintext|ewb-article",
    re.I,
)
_DAY = r"[:：\]】\s]*(20\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
_PUBLISHED = (
    re.compile(r"(?:发布|发文|公开|上网)\s*(?:时间|日期)" + _DAY),
    re.compile(r"(?:时间|日期)" + _DAY),
)
_TAG = re.compile(r"""<[^>]*?\btitle=(["'])(?P<title>[^"'>]*)\1[^>]*>|<[^>]*>|&(?:nbsp|emsp|ensp);""")
_TITLE_END = re.compile(r"\s*(?:_|\||--|—|\s[-–]+\s|-(?=[^-\d]*$)).*$", re.S)
_NUMBER = re.compile(r"^-?[\d,，]*\d(?:\.\d+)?%?$")
_LEAST_ROWS, _LEAST_NUMBERS = 3, 4
_SKIPPED_FRAMES = re.compile(
    r"login|visit|share|search|tongji|count|weather|header|footer|top\.|foot\.|nav|a30189ed", re.I
)


def read_detail(page: Page) -> Detail:
    """Read a detail page of any family: title, date and all attachments, each address once."""
    document = parse(page)
    return detail_of(document, links_of(document))


def detail_of(document: Document, links: list[Link]) -> Detail:
    """The same for a page that is parsed already."""
    title = title_of_page(document)
    attachments = read_attachments(document, links, title)
    published = date_in(meta(document, "PubDate")) or _published_in_text(document) or date_in_address(document.page.url)
    parts = () if attachments else _frames(document)
    return Detail(title, published, attachments, parts, inline_tables(document))


def meta(document: Document, name: str) -> str:
    """The content of a meta element; some templates write name=" ColumnName " with blanks around it."""
    for node in document.root.xpath("//meta[@name]"):
        if str(node.attrib["name"]).strip().lower() == name.lower():
            return re.sub(r"\s+", " ", str(node.attrib.get("content", ""))).strip()
    return ""


def title_of_page(document: Document) -> str:
    """The title of an article: its meta element, its own heading, or the page's title without the site's name."""
    if title := meta(document, "ArticleTitle"):
        return title
    for heading in document.root.xpath("//ucaptitle | //h1"):
        if len(title := text_of(heading)) >= 4 and not heading.xpath("ancestor::header"):
            return title
    titles = document.root.xpath("//head//title | //title")
    whole = text_of(titles[0]) if titles else ""
    return _TITLE_END.sub("", whole).strip() or whole


def _published_in_text(document: Document) -> date | None:
    """The date beside a label; labels may stand in title attributes (郑州)."""
    text = _TAG.sub(lambda match: f" {match['title'] or ''} ", document.page.text)
    for pattern in _PUBLISHED:
        if match := pattern.search(text):
            return date_in(match[1])
    return None


def content_of(document: Document) -> Element | None:
    """The element that holds the article's own text, where the page marks one."""
    for node in document.root.iter("div", "ucapcontent", "article", "td", "section"):
        if node.tag in ("ucapcontent", "article"):
            return node
        if _CONTENT.search(f"{node.attrib.get('class', '')} {node.attrib.get('id', '')}"):
            return node
    return None


def inline_tables(document: Document) -> int:
    """How many tables of amounts stand in the page itself: three rows or more, with numbers, no layout tables."""
    count = 0
    for table in document.root.iter("table"):
        if table.find(".//table") is not None:
            continue
        rows = [[text_of(cell) for cell in row.xpath("./td | ./th")] for row in table.iter("tr")]
        numbers = sum(bool(_NUMBER.match(cell)) for row in rows for cell in row)
        if sum(len(row) > 1 for row in rows) >= _LEAST_ROWS and numbers >= _LEAST_NUMBERS:
            count += 1
    return count


def inline_images(document: Document) -> int:
    """How many pictures stand in the article's own text: some disclosures are scans in the page."""
    content = content_of(document)
    if content is None:
        return 0
    sources = [str(source) for source in content.xpath(".//img/@src")]
    return sum(not re.search(r"icon|\.gif|qrcode|share|emoji", source, re.I) for source in sources)


def _frames(document: Document) -> tuple[PageRequest, ...]:
    """Frames that may hold the article's text. Those of logins, counters and navigation are not asked for."""
    addresses = dict.fromkeys(
        document.absolute(str(source))
        for source in document.root.xpath("//iframe/@src")
        if is_web_address(str(source)) and not file_extension(str(source)) and not _SKIPPED_FRAMES.search(str(source))
    )
    return tuple(PageRequest(address) for address in addresses if address.startswith("http"))
