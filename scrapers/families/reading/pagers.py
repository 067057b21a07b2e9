"""Pagers: which page comes after this one, in the idioms of content management systems.

Put here: pagers that pages of several families show.
Keep out: pages that are asked for by a body or a query that only one family knows.
"""

import json
import re
from urllib.parse import urljoin, urlsplit

from scrapers.families.base import PageRequest
from scrapers.families.pages import Document
from scrapers.families.reading.links import Link

# createPageHTML(4, 0, "index", "html"): pages, current page, stem and extension of the file names. With an id before
# them ('page_div', 8, 1, 'zcfg', 'shtml', 115) pages count from 1. Numbers may be variables or Math.ceil(29/20).
_CALL = re.compile(
    r"""(?<!function )\bcreatePage\w*\(\s*(?P<id>['"][^'"]*['"]\s*,\s*)?(?P<count>['"]?[\w.()/ ]+?['"]?)\s*,"""
    r"""\s*(?P<current>['"]?[\w.() ]+?['"]?)\s*,\s*['"](?P<stem>[\w/.-]+)['"]\s*,\s*['"](?P<extension>\w+)['"]"""
)
_CEIL = re.compile(r"Math\.ceil\(\s*(\d+)\s*/\s*(\d+)\s*\)")
_NEXT_TEXT = re.compile(
    r"^\s*[\[(（]?\s*(?:下一页|下页|下一頁|后页|后一页|next|>|›|»|＞)\s*[>›»＞]*\s*[\])）]?\s*$", re.I
)
_LIST_BLOCK = re.compile(r"""id=['"]pagingProp_(?P<block>[0-9a-f-]{36})['"]\s+value='(?P<json>\{.*?\})'""")


def next_pages(document: Document, links: list[Link]) -> tuple[PageRequest, ...]:
    """The request for the page after this one, in an empty or one-element tuple."""
    for address in (_of_call(document), _of_block(document), _of_link(document, links)):
        if address is not None:
            return (PageRequest(address),) if address and address != document.page.url else ()
    return ()


def stated_count(text: str) -> int | None:
    """How many entries the whole list has, where a pager says so."""
    if match := re.search(
        r"""["']?(?:totalElements|totalrecord|recordCount|total_count)["']?\s*[:=>]\s*["']?(\d+)""", text
    ):
        return int(match[1])
    if match := re.search(r"共\s*(?:<[^>]*>\s*)*(\d+)\s*(?:</[^>]*>\s*)*条", text):
        return int(match[1])
    return None


def _of_call(document: Document) -> str | None:
    """The address from a createPage call; an empty text where the call says that this is the last page."""
    text = document.page.text
    for match in _CALL.finditer(text):
        count, current = _number(match["count"], text), _number(match["current"], text)
        if count is None or current is None:
            continue
        suffix = re.search(
            rf"{re.escape(match['stem'])}_(\d+)\.{match['extension']}$", urlsplit(document.page.url).path
        )
        counts_from_one = match["id"] is not None or not match["current"].strip("'\" ").isdigit()
        if suffix:
            current = int(suffix[1])
        if current + (0 if counts_from_one else 1) >= count:
            return ""
        return urljoin(document.page.url, f"{match['stem']}_{current + 1}.{match['extension']}")
    return None


def _number(expression: str, text: str) -> int | None:
    """The value of a number, of Math.ceil(a/b), or of a variable that the page sets to one of them."""
    expression = expression.strip().strip("'\"")
    if expression.isdigit():
        return int(expression)
    if match := _CEIL.search(expression):
        return -(-int(match[1]) // max(int(match[2]), 1))
    if not (name := re.fullmatch(r"(?:parseInt\()?([A-Za-z_]\w*)\)?", expression)):
        return None
    values = re.findall(rf"\b{name[1]}\s*=\s*(?:parseInt\()?\s*['\"]?(\d+|Math\.ceil\(\s*\d+\s*/\s*\d+\s*\))", text)
    # A page sets a cap (page_count=20) before the number itself; the last one that is set counts.
    return _number(values[-1], text) if values else None


def _of_block(document: Document) -> str | None:
    """The block that a list of UUID columns is loaded from (石家庄: its numbers stand in a hidden input)."""
    if not (match := _LIST_BLOCK.search(document.page.text)):
        return None
    try:
        numbers = json.loads(match["json"])
        page, pages = int(numbers["page"]), int(numbers["totalPages"])
    except (json.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
    if page >= pages:
        return ""
    place = f"{numbers['AppUrl']}/columns/{numbers['colid']}/templates/{numbers['tid']}/blocks/{match['block']}"
    fixed = f"&fix={numbers['fix']}" if str(numbers.get("fix", "")).isdigit() else ""
    return f"{place}?page={page + 1}{fixed}"


def _of_link(document: Document, links: list[Link]) -> str | None:
    """The address of the link that is called "next page"."""
    for link in links:
        element = link.element
        words = f"{''.join(element.itertext())}".strip() or str(element.attrib.get("title", ""))
        if _NEXT_TEXT.match(words) and _is_pager(link):
            return link.url
    return None


def _is_pager(link: Link) -> bool:
    """Whether a link called ">" stands in a pager and not in a slide show: a neighbour is a number or a page's name."""
    words = "".join(link.element.itertext()).strip()
    if re.search(r"页|頁|next", words, re.I):
        return True
    parent = link.element.getparent()
    around = "" if parent is None else "".join((parent.getparent() if parent.tag == "li" else parent).itertext())
    return bool(re.search(r"\d", around))
