"""Entries of a listing: which links are lines of it, with their titles and dates.

Put here: telling lines of a list from navigation, and finding the date that stands beside a link.
Keep out: the next page (pagers.py), attachments of a detail page (attachments.py).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from scrapers.families.base import Entry
from scrapers.families.pages import Document, Element, file_extension, parse
from scrapers.families.reading.articles import is_article, is_column
from scrapers.families.reading.dates import date_in_address, shown_date
from scrapers.families.reading.links import Link, clean_title, is_cut, links_of, text_of

_NUMBERED_FOLDER = re.compile(r"/\d{5,}/(?:index\.s?html?)?$")
_ROWS = frozenset(
    {"li", "tr", "dl", "dd", "td", "p", "div", "span", "h2", "h3", "h4", "h5", "article", "ul", "section"}
)
_MOST_LEVELS = 5
_LONGEST_ROW = 600
_LEAST_LINES = 3
_SHORTEST_NAME = 3
_SITE_PAGES = re.compile(
    r"^(?:关于我们|网站声明|网站地图|隐私(?:安全|保护|声明)|联系(?:我们|方式)|使用帮助|版权(?:声明|信息)|免责声明|法律声明|本站声明|"
    r"网上声明|网站介绍|站点地图|帮助中心|首页|返回(?:首页|列表|顶部)?|上一[页篇].*|下一[页篇].*|尾页|末页|更多|简体|繁體?|English|EN|"
    r"无障碍.*|长者.*|关怀版.*|适老.*|网站支持IPv6|政府网站找错|.*公网安备.*|.*ICP备.*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a listing: the entry, the element of its link, and whether a date is shown beside it."""

    entry: Entry
    element: Element
    is_dated: bool


def read_entries(document: Document) -> tuple[Entry, ...]:
    """The entries of a listing in their order, each address once."""
    return tuple(line.entry for line in read_lines(document, links_of(document)))


def read_lines(document: Document, links: list[Link]) -> tuple[Line, ...]:
    """The lines of a listing; those that its scripts write where the page itself holds none."""
    lines = _lines(document, links)
    if not lines and (written := _written_by_scripts(document)):
        scripted = parse(document.page, written)
        lines = _lines(scripted, links_of(scripted))
    return lines


def _written_by_scripts(document: Document) -> str:
    """The HTML in scripts: strings that are written into the page, or records in CDATA."""
    texts = (str(text) for text in document.root.xpath("//script[not(@src)]/text()"))
    found = [text for text in texts if re.search(r"<a\b[^>]*\bhref", text, re.I)]
    return (
        re.sub(r"<!\[CDATA\[|\]\]>", "", "\n".join(found)).replace('\\"', '"').replace("\\/", "/").replace("\\'", "'")
    )


def _lines(document: Document, links: list[Link]) -> tuple[Line, ...]:
    """The lines of a listing in their order, each address once.

    A line is a link to a file or to an address like a detail page's, or any link that a date stands beside. Links in
    navigation, header and footer count only with a date beside them.
    """
    found: dict[str, Line] = {}
    rows = _Rows(links, document.page.url)
    for link in rows.candidates:
        beside = rows.date_beside(link)
        is_file = bool(file_extension(link.url))
        is_known_address = is_file or is_article(link.url)
        if not is_known_address and (beside is None or (len(link.title_zh) < 4 and link.url not in found)):
            continue
        if beside is None and (link.is_boilerplate or _SITE_PAGES.match(link.title_zh)):
            continue
        title = link.title_zh or (title_beside(link.element) if is_file else "")
        _add(found, Line(Entry(link.url, title, beside, is_file), link.element, beside is not None))
    return tuple(_with_date_of_address(line) for line in found.values() if line.entry.title_zh)


def _add(found: dict[str, Line], line: Line) -> None:
    """Keep one line an address: some lines carry two links, one around an image, a cut title or the date."""
    entry = line.entry
    if (before := found.get(entry.url)) is None:
        found[entry.url] = line
        return
    title = before.entry.title_zh
    if not title or (is_cut(title) and len(entry.title_zh) >= len(title) - 3 and not is_cut(entry.title_zh)):
        title = entry.title_zh or title
    published = before.entry.published_date or entry.published_date
    merged = replace(before.entry, title_zh=title, published_date=published)
    found[entry.url] = replace(before, entry=merged, is_dated=before.is_dated or line.is_dated)


def _with_date_of_address(line: Line) -> Line:
    entry = line.entry
    if entry.published_date is not None:
        return line
    return replace(line, entry=replace(entry, published_date=date_in_address(entry.url)))


def lists_of(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines by the list they stand in, largest list first. A list in pieces (a gap after five lines) is one."""
    lines = list(lines)
    addresses: dict[Element, set[str]] = {}
    for line in lines:
        for node in _upwards(line.element, _MOST_LEVELS + 3):
            addresses.setdefault(node, set()).add(line.entry.url)
    lists: dict[Element, list[Line]] = {}
    for line in lines:
        path = _upwards(line.element, _MOST_LEVELS + 3)
        own = next((node for node in path if len(addresses[node]) > 1), path[-1])
        lists.setdefault(own, []).append(line)
    merged: dict[Element, list[Line]] = {}
    for own, members in lists.items():
        parent = own.getparent()
        siblings = (
            [] if parent is None else [node for node in lists if node.getparent() is parent and node.tag == own.tag]
        )
        is_in_pieces = len(siblings) > 1 and all(
            node.attrib.get("class") == own.attrib.get("class") and node.attrib.get("id") is None for node in siblings
        )
        merged.setdefault(siblings[0] if is_in_pieces else own, []).extend(members)
    return sorted(merged.values(), key=len, reverse=True)


def main_lines(document: Document, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a listing without stray links: those that show no date, are no file, and stand in no list of it.

    A list is the largest one of the page, or any with three lines or more that lead to the page's own host.
    """
    if not lines:
        return ()
    host = urlsplit(document.page.url).netloc
    listed: set[str] = set()
    for number, members in enumerate(lists_of(lines)):
        own = sum(urlsplit(line.entry.url).netloc == host for line in members)
        if number == 0 or own >= _LEAST_LINES:
            listed |= {line.entry.url for line in members}
    return tuple(line for line in lines if line.is_dated or line.entry.is_file or line.entry.url in listed)


def _upwards(element: Element, levels: int) -> list[Element]:
    path = [element]
    while len(path) <= levels and (parent := path[-1].getparent()) is not None:
        path.append(parent)
    return path


def title_beside(element: Element) -> str:
    """What the row or heading before a link calls it: for links that only say 下载 or 部门决算."""
    for row in element.xpath("ancestor::tr[1]"):
        for cell in row.xpath("./td | ./th"):
            text = clean_title(text_of(cell))
            if len(text) >= _SHORTEST_NAME and not text.isdigit() and not cell.xpath("descendant::a"):
                return text
    headings = element.xpath("(preceding::h1 | preceding::h2 | preceding::h3 | preceding::h4 | preceding::dt)[last()]")
    return clean_title(text_of(headings[0])) if headings else ""


class _Rows:
    """Finds the row around a link: the largest element around it that holds no other line."""

    def __init__(self, links: list[Link], page_url: str) -> None:
        self._page = page_url.partition("#")[0]
        self._addresses: dict[Element, set[str]] = {}
        self.candidates = [link for link in links if self._is_candidate(link)]
        for link in self.candidates:
            node: Element | None = link.element
            for _ in range(_MOST_LEVELS + 1):
                if node is None:
                    break
                self._addresses.setdefault(node, set()).add(link.url)
                node = node.getparent()

    def _is_candidate(self, link: Link) -> bool:
        """Whether a link can be a line at all: to another page than this one, not to a column or a bare host."""
        if link.url == self._page or urlsplit(link.url).path in ("", "/"):
            return False
        # Some systems give each article a folder (/360299/index.html); such a link needs a date beside it.
        is_numbered = bool(_NUMBERED_FOLDER.search(urlsplit(link.url).path))
        return is_numbered or bool(file_extension(link.url)) or not is_column(link.url)

    def date_beside(self, link: Link) -> date | None:
        """The date in the link itself, in the row around it, or between it and the next line."""
        node = link.element
        inner = _text_after_title(text_of(node), link.title_zh)
        if inner and (found := shown_date(inner, link.url)) is not None:
            return found
        for _ in range(_MOST_LEVELS):
            parent = node.getparent()
            if parent is None or parent.tag not in _ROWS or len(self._addresses.get(parent, ())) > 1:
                break
            beside = _text_around(parent, link.element)
            if len(beside) > _LONGEST_ROW:
                return None
            if (found := shown_date(beside, link.url)) is not None:
                return found
            node = parent
        return self._date_between(node, link)

    def _date_between(self, node: Element, link: Link) -> date | None:
        """The date after a link among its siblings (`<a>…</a><span>date</span><br>`, or a cell of its own)."""
        pieces = [node.tail or ""]
        for sibling in node.itersiblings():
            if not isinstance(sibling.tag, str):
                pieces.append(sibling.tail or "")
                continue
            if self._addresses.get(sibling) or len(pieces) > 4:
                break
            pieces.extend((text_of(sibling), sibling.tail or ""))
        text = " ".join(pieces)
        return shown_date(text, link.url) if len(text) < 80 else None


def _text_after_title(text: str, title: str) -> str:
    """What the text of a link says besides its title; a date inside the title is not the date of the line."""
    if title and clean_title(text) == title:
        head, _, tail = text.partition(title)
        return f"{head} {tail}"
    return text.replace(title, " ") if title and title in text else ("" if title and len(text) < len(title) else text)


def _text_around(row: Element, anchor: Element) -> str:
    """The text of a row without that of the link in it."""
    pieces: list[str] = []

    def collect(node: Element) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            return
        if node is not anchor:
            pieces.append(node.text or "")
            for child in node:
                collect(child)
                pieces.append(child.tail or "")

    collect(row)
    return re.sub(r"\s+", " ", " ".join(pieces)).strip()
