"""Hanweb portals: columns filled by the jpaas publishing gateway, or by the older dataproxy.jsp.

Put here: their listing interfaces and the shape of their detail addresses.
Keep out: attachments and dates, which other families write alike (reading/).
"""

import html
import json
import re
from dataclasses import replace
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from parsel import Selector
from pydantic import Field

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.pages import Document, absolute, read_json
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail
from scrapers.families.reading.links import Link

_COLUMN = re.compile(r"^/col/col\d+/(?:\w+/)?(?:index\.html)?$")
_YEAR_NAME = re.compile(r"20\d{2}年?度?")
_UNIT = "/front/page/build/unit"
_QUERY_DATA = re.compile(r"'(\w+)'\s*:\s*'([^']*)'")
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[.*?href=['\"]([^'\"]+)['\"].*?\]\]>\s*</nextgroup>", re.S)
_TOTAL_RECORDS = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>")


class HanwebParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    page_size: int = Field(default=15, ge=1, le=100)
    """How many entries a page are asked for."""


class HanwebJpaas(Family):
    """A column of a Hanweb portal.

    1. Open the column, e.g. `https://jtysj.jinhua.gov.cn/col/col1229164656/index.html` (a detail
       `/art/2025/9/28/art_1229164656_4302201.html` names its column: the first number). That is the `address`.
    2. View its source. If a `<script … url="/api-gateway/jpaas-publish-server/front/page/build/unit"
       queryData="{'parseType':'bulidstatic','webId':'3541','pageType':'column',…}">` stands where the list is, the
       list comes from there as JSON with HTML in `data.html`; nothing has to be written down, the parameters are
       read from the page and the pages asked for by `paramJson={"pageNo":2,"pageSize":15}` until one brings
       nothing new.
    3. If the source holds `<datastore>…<record><![CDATA[…]]></record>` it is the older kind; further records come from
       `/module/web/jpage/dataproxy.jsp?page=2&…` which its `<nextgroup>` names, or by `startrecord=` and `endrecord=`
       when the column's address in the portal file is that of dataproxy.jsp itself.
    4. Columns lie beside each other: with `parameters: {follow_sub_columns: 1}` links to columns whose name holds 算 or
       is a year are followed (温州: 部门预算 → 2026年).
    5. Details are `/art/YYYY/M/D/art_COLUMN_ID.html` or `/art/YYYY/art_<32 hex or digits>.html`. Their attachments are
       plain links, `var sPdfUrl="/cms_files/…/a.pdf#/cms_files/…/b.pdf"` (温州, no link at all), the older
       `/module/download/downfile.jsp?classid=0&filename=<32 hex>.pdf`, or the encrypted
       `/api-gateway/jpaas-web-server/front/document/download?fileUrl=…&fileName=名.pdf` (济南, 金华). All are found.
    """

    parameters: ClassVar[type[Parameters]] = HanwebParameters

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read the column's own page, an answer of the gateway (JSON) or one of dataproxy.jsp (records)."""
        if not isinstance(parameters, HanwebParameters):
            raise TypeError(f"HanwebJpaas needs HanwebParameters, not {type(parameters).__name__}")
        if page.text.lstrip().startswith("{"):
            return _read_gateway_answer(page)
        records = _RECORD.findall(page.text)
        if not records:
            listing = read_column(page, is_sub_column=_is_sub_column)
            units = _unit_addresses(page, parameters.page_size)
            return replace(listing, next_pages=units, kind="listing") if units else listing
        listing = read_column(page, "".join(f"<ul>{record}</ul>" for record in records))
        total = _TOTAL_RECORDS.search(page.text)
        return Listing(listing.entries, _next_group(page), stated_count=int(total[1]) if total else None)

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)


def _is_sub_column(document: Document, link: Link) -> bool:
    """Whether a link leads to a column about accounts: columns lie beside each other here, not in folders."""
    path = urlsplit(link.url).path
    is_own = urlsplit(link.url).netloc == urlsplit(document.page.url).netloc and link.url != document.page.url
    is_about = "算" in link.title_zh or _YEAR_NAME.fullmatch(link.title_zh) is not None
    return is_own and is_about and not link.is_boilerplate and _COLUMN.search(path) is not None


def _read_gateway_answer(page: Page) -> Listing:
    answer = read_json(page.text)
    data = answer.get("data") if isinstance(answer, dict) else None
    fragment = data.get("html") if isinstance(data, dict) else None
    entries = read_column(page, fragment if isinstance(fragment, str) else "").entries
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        parameters = json.loads(query.get("paramJson", "{}"))
        parameters["pageNo"] = int(parameters.get("pageNo", 1)) + 1
    except (json.JSONDecodeError, TypeError, ValueError):
        return Listing(entries)
    query["paramJson"] = json.dumps(parameters, separators=(",", ":"))
    following = urlunsplit(parts._replace(query=urlencode(query)))
    # How many pages there are is not told in a way all templates share; a page that brings nothing new is the end.
    return Listing(entries, (PageRequest(following),) if entries else ())


def _unit_addresses(page: Page, page_size: int) -> tuple[PageRequest, ...]:
    """First pages of the lists that the column's page loads; units of `pageType` channel are its side bars."""
    addresses = []
    for script in Selector(text=page.text or "<html/>", type="html").css("script[querydata]"):
        query = dict(_QUERY_DATA.findall(script.attrib["querydata"]))
        address = script.attrib.get("url", "")
        if not address.endswith(_UNIT) or query.get("pageType") != "column":
            continue
        query["paramJson"] = json.dumps({"pageNo": 1, "pageSize": page_size}, separators=(",", ":"))
        addresses.append(PageRequest(f"{urljoin(page.url, address)}?{urlencode(query)}"))
    return tuple(addresses)


def _next_group(page: Page) -> tuple[PageRequest, ...]:
    """The next answer of dataproxy.jsp: named by the page, or counted on from its own address."""
    if match := _NEXT_GROUP.search(page.text):
        return (PageRequest(absolute(page.url, html.unescape(match[1]))),)
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    total = _TOTAL_RECORDS.search(page.text)
    if not total or not query.get("endrecord", "").isdigit() or not query.get("startrecord", "").isdigit():
        return ()
    start, end = int(query["startrecord"]), int(query["endrecord"])
    if end >= int(total[1]):
        return ()
    query.update(startrecord=str(end + 1), endrecord=str(end + 1 + (end - start)))
    return (PageRequest(urlunsplit(parts._replace(query=urlencode(query)))),)
