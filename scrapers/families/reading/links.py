"""Links of a page: their addresses, however they are written, their titles, and the part of the page they stand in.

Put here: from an element to an address and a title.
Keep out: which links are entries (entries.py) or attachments (attachments.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scrapers.families.pages import FILE_EXTENSIONS, Document, Element, file_extension, is_file_name, is_web_address
from scrapers.families.reading.dates import is_only_date, without_dates

_ADDRESS_ATTRIBUTES = ("data-href", "data-url", "data-link", "data-src", "tagname", "_href", "data-file", "data-path")
_QUOTED = re.compile(r"""(['"])((?:(?!\1).)*)\1""")
_DOWNLOAD_FJ = re.compile(r"""downloadFj\(\s*(['"])(?P<name>.*?)\1\s*,\s*(['"])(?P<address>.*?)\3""", re.S)
_OPENS = re.compile(r"open|location|href|down|url|go|jump|view|detail|show|preview", re.I)
# "Download", "view", "click here": what a link does, not what it leads to.
_GENERIC = re.compile(
    r"^[\[(（【]?\s*(?:请?点击|立即|在线|本地)?(?:此处|这里)?(?:附件|文件|全文|PDF|WORD|EXCEL)?"
    r"(?:下载|查看|打开|浏览|预览|阅读|详情|更多|进入)(?:附件|全文|文件|详情|更多|此处|这里)?\s*[:：>»]*\s*[\])）】]?$"
    r"|^(?:[>»+.…\s]+|此处|这里|详情|更多)$",
    re.I,
)
# The name of a kind before the title, a link of its own: [部门预决算].
_CATEGORY = re.compile(r"^[\[【［][^\]】］]{1,12}[\]】］]$")
_FILE_NAME = re.compile(rf".+?\.(?:{'|'.join(sorted(FILE_EXTENSIONS, key=len, reverse=True))})(?![a-z])", re.S | re.I)
_BULLET = re.compile(r"^[\s·•●▪■◆◇○>»＞\-—*.．、]+(?=[\w“《【\[(（])|^\s*\d{1,3}[.．、]\s+(?=\D)")
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_BOILERPLATE = re.compile(
    r"(?:^|[-_\s])(?:foot|footer|header|topbar|nav|navbar|navi|navigation|menu|submenu|breadcrumbs?|crumbs?|"
    r"copyright|friendlinks?|yqlj|sitemap|wzdh)(?:$|[-_\s\d])",
    re.I,
)
_SIDE = re.compile(
    r"(?:^|[-_\s])(?:side|sidebar|aside|hot|recommend|related|relate|xgwj|xgjd|reldoc|rank)(?:$|[-_\s\d])", re.I
)
_BLOCKS = frozenset({"p", "div", "li", "br", "td", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
_BOILERPLATE_TAGS = frozenset({"nav", "header", "footer", "aside"})


@dataclass(frozen=True, slots=True)
class Link:
    """An address on a page, the element that leads to it, and the title the page gives it (empty where it gives none).

    `is_boilerplate` says that it stands in a navigation, header or footer, `is_side` in a side bar.
    """

    url: str
    title_zh: str
    element: Element
    is_boilerplate: bool
    is_side: bool


def links_of(document: Document) -> list[Link]:
    """All links of a page in their order, also those of scripts in `onclick` and of data attributes."""
    found = []
    parts: dict[Element, tuple[bool, bool]] = {}
    for element in document.root.iter():
        if not isinstance(element.tag, str):
            continue
        attributes = element.attrib
        if element.tag != "a" and "onclick" not in attributes and "data-href" not in attributes:
            continue
        for address, name in _addresses(element):
            if not is_web_address(address):
                continue
            url = document.absolute(address)
            if not url.startswith("http"):
                continue
            boilerplate, side = _part_of(element, parts)
            found.append(Link(url, name or title_of(element), element, boilerplate, side))
    return found


def _addresses(element: Element) -> Iterator[tuple[str, str]]:
    """The addresses an element leads to, each with the name that a script gives it or an empty one."""
    href = str(element.attrib.get("href", "")) if element.tag == "a" else ""
    if href and is_web_address(href):
        yield from _pieces(href, element)
        return
    onclick = str(element.attrib.get("onclick", ""))
    for script in (onclick, href if href.lower().startswith("javascript:") else ""):
        if matches := list(_DOWNLOAD_FJ.finditer(script)):
            for match in matches:
                yield match["address"], match["name"].strip()
            return
    for name in _ADDRESS_ATTRIBUTES:
        value = str(element.attrib.get(name, "")).removeprefix("[HTML]")
        if value and _is_address(value):
            yield value, ""
            return
    for script in (onclick, href if href.lower().startswith("javascript:") else ""):
        if script and _OPENS.search(script):
            for match in _QUOTED.finditer(script):
                if _is_address(match[2]):
                    yield match[2], ""
                    return


def _pieces(href: str, element: Element) -> Iterator[tuple[str, str]]:
    # One href of 长春 holds five addresses, one a line, and its text their five names.
    addresses = split_addresses(href)
    if len(addresses) == 1:
        yield href, ""
        return
    names = split_names("\n".join(str(text) for text in element.itertext()))
    for number, address in enumerate(addresses):
        yield address, names[number] if len(names) == len(addresses) else ""


def split_addresses(href: str) -> list[str]:
    """The file addresses of an href, one a line where it holds several; the href itself otherwise."""
    lines = [line.strip() for line in href.split("\n") if line.strip()]
    return lines if len(lines) > 1 and all(file_extension(line) for line in lines) else [href]


def split_names(text: str) -> list[str]:
    """Names of files that follow each other, each ending with its extension."""
    return [clean_title(name) for name in _FILE_NAME.findall(text) if name.strip()]


def _is_address(text: str) -> bool:
    text = text.strip()
    if not text or re.search(r"[<>{}\s]", text.partition("?")[0]) or not is_web_address(text):
        return False
    return (
        bool(file_extension(text)) or "/" in text or bool(re.search(r"\.(?:s?html?|jsp|do|action|aspx?|php)\b", text))
    )


def _part_of(element: Element, parts: dict[Element, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether an element stands in boilerplate, and whether in a side bar; remembered for its ancestors."""
    path = []
    node: Element | None = element
    known = (False, False)
    while node is not None and node.tag not in ("body", "html"):
        if node in parts:
            known = parts[node]
            break
        path.append(node)
        node = node.getparent()
    boilerplate, side = known
    for node in reversed(path):
        words = f"{node.attrib.get('class', '')} {node.attrib.get('id', '')}"
        boilerplate = boilerplate or node.tag in _BOILERPLATE_TAGS or bool(_BOILERPLATE.search(words))
        side = side or node.tag == "aside" or bool(_SIDE.search(words))
        parts[node] = (boilerplate, side)
    return boilerplate, side


def text_of(element: Element) -> str:
    """The visible text of an element on one line, with a blank between its parts."""
    return _text(element, " ")


def _text(element: Element, separator: str) -> str:
    pieces: list[str] = []
    _collect(element, pieces)
    return re.sub(r"\s+", " ", separator.join(pieces)).strip()


def _collect(element: Element, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    if element.text:
        pieces.append(element.text)
    for child in element:
        _collect(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def title_of(element: Element) -> str:
    """The title of a link: its text, or its `title` where the text is cut off or says nothing; without the date.

    A text that only says "download" or is a date is no title. Where the link holds a heading and more (an abstract),
    the heading is the title.
    """
    headings = element.xpath("descendant::h1 | descendant::h2 | descendant::h3 | descendant::h4 | descendant::h5")
    text = clean_title(_title_text(headings[0] if len(headings) == 1 else element))
    attribute = clean_title(str(element.attrib.get("title", "")))
    if not attribute:
        attribute = next(
            (clean_title(str(value)) for value in element.xpath("descendant::*/@title") if value.strip()), ""
        )
    if not text:
        alternatives = element.xpath("descendant::img/@alt")
        text = clean_title(str(alternatives[0])) if alternatives else ""
    if attribute and attribute != text and (not text or _CUT.search(text) or _says_more(attribute, text)):
        return attribute
    return text


def _says_more(attribute: str, text: str) -> bool:
    """Whether a `title` says more than the text: it holds it, or it is a whole name where the text is a piece."""
    return len(attribute) > len(text) and _CUT.sub("", text) in attribute


def _title_text(element: Element) -> str:
    """The text of a link without the dates that stand in elements of their own inside it."""
    pieces: list[str] = []

    def collect(node: Element) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            return
        if node is not element and is_only_date(_text(node, " ")):
            return
        # Inline elements may split a word, blocks never do.
        gap = " " if node.tag in _BLOCKS else ""
        pieces.append(gap + (node.text or ""))
        for child in node:
            collect(child)
            pieces.append(child.tail or "")
        pieces.append(gap)

    collect(element)
    return "".join(pieces)


def clean_title(text: str) -> str:
    """A title on one line without bullets and dates around it; empty where it says nothing."""
    text = re.sub(r"[\s\u200b\u200c\ufeff\u3000]+", " ", text).strip()
    text = _BULLET.sub("", without_dates(text)).strip()
    return "" if _GENERIC.match(text) or _CATEGORY.match(text) or is_only_date(text) else text


def is_cut(title: str) -> bool:
    """Whether a listing has cut a title off (…)."""
    return bool(_CUT.search(title))


def file_name_in(url: str) -> str:
    """The name of a file in its address, where it is a name and not only an id; empty otherwise."""
    parts = urlsplit(url)
    for piece in (*reversed(unquote(parts.query).split("&")), unquote(parts.path)):
        name = re.split(r"[=/\\]", piece)[-1]
        if is_file_name(name) and re.search(r"[\u4e00-\u9fff]", name):
            return name
    return ""


def without_extension(name: str) -> str:
    """A file's name without its extension, also a doubled one (`.pdf.pdf`)."""
    while is_file_name(name) and name.rpartition(".")[2].strip().lower() in FILE_EXTENSIONS:
        name = name.rpartition(".")[0].strip()
    return name
