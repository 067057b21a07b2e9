"""Detail pages: title, date, attachments, the frames that belong to it, and tables in the page itself.

Put here: reading a page of one disclosure.
Keep out: listings (entries.py), how attachments are linked (attachments.py).
"""

import re
from dataclasses import replace
from datetime import date

from scrapers.families.base import Detail, Page, PageRequest
from scrapers.families.pages import Document, Element, file_extension, is_web_address, parse
from scrapers.families.reading.absences import absence_of
from scrapers.families.reading.attachments import read_attachments
from scrapers.families.reading.dates import date_in, date_in_address
from scrapers.families.reading.imprint import read_imprint
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
# Words around an article and not around a list: on saved pages details carry two, or one and a marked text.
_ARTICLE_MARKS = (
    re.compile(r"(?:^|[>＞»])\s*正文\s*$", re.M),
    re.compile(r"打印|关闭(?:本页|窗口)|字\s*号|字\s*体\s*[:：]|【大|返回顶部"),
    re.compile(r"上一[篇条]|下一[篇条]"),
    re.compile(r"来\s*源\s*[:：]|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:次数|数|量)|访问次数|发布机构|索\s*引\s*号"),
)
_LEAST_MARKS = 2
_SHORTEST_TITLE, _NEAR = 6, 200
_TITLE_END = re.compile(r"\s*(?:_|\||--|—|\s[-–]+\s|-(?=[^-\d]*$)).*$", re.S)
_NUMBER = re.compile(r"^-?[\d,，]*\d(?:\.\d+)?%?$")
_LEAST_ROWS, _LEAST_NUMBERS = 3, 4
_SKIPPED_FRAMES = re.compile(r"login|visit|share|search|tongji|count|weather|header|footer|top\.|foot\.|nav", re.I)


def read_detail(page: Page) -> Detail:
    """Read a detail page of any family: title, date and all attachments, each address once.

    Its kind says where it is no detail at all: a soft 404, a challenge, an empty application.
    """
    document = parse(page)
    detail = detail_of(document, links_of(document))
    if detail.attachments or detail.inline_tables:
        return detail
    absence = absence_of(document, holds_links=False)
    return detail if absence is None else replace(detail, kind=absence, parts=())


def detail_of(document: Document, links: list[Link]) -> Detail:
    """The same for a page that is parsed already."""
    title = title_of_page(document)
    attachments = read_attachments(document, links, title)
    published = (
        date_in(meta(document, "PubDate"))
        or _published_in_text(document)
        or date_in_address(document.page.url)
        or _date_after_title(document, title)
    )
    parts = () if attachments else frames_of(document)
    tables = inline_tables(document)
    images = 0 if attachments or tables else inline_images(document)
    imprint = read_imprint(document.page.text)
    return Detail(title, published, attachments, parts, tables, images, imprint=imprint)


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


def _date_after_title(document: Document, title: str) -> date | None:
    """The date that stands without a label right after the article's heading."""
    body = document.root.find(".//body")
    if body is None or len(title) < _SHORTEST_TITLE:
        return None
    _, found, rest = re.sub(r"\s+", " ", text_of(body)).rpartition(title)
    return date_in(rest[:_NEAR]) if found else None


def looks_like_article(document: Document, attachments: int) -> bool:
    """Whether a page without a meta element for it is a detail, by the words around its text."""
    body = document.root.find(".//body")
    lines = "\n".join(text.strip() for text in (document.root if body is None else body).itertext() if text.strip())
    marks = sum(bool(pattern.search(lines)) for pattern in _ARTICLE_MARKS) + bool(_published_in_text(document))
    return marks + (content_of(document) is not None or attachments > 0) > _LEAST_MARKS


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


def frames_of(document: Document) -> tuple[PageRequest, ...]:
    """Frames that may hold the article's text. Those of logins, counters and navigation are not asked for."""
    addresses = dict.fromkeys(
        document.absolute(str(source))
        for source in document.root.xpath("//iframe/@src")
        if is_web_address(str(source)) and not file_extension(str(source)) and not _SKIPPED_FRAMES.search(str(source))
    )
    return tuple(PageRequest(address) for address in addresses if address.startswith("http"))
