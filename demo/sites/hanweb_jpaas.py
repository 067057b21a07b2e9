"""A Hanweb site: a column that the jpaas gateway fills.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import html
import json
import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, json_page, page
from demo.sites.imprints import imprint_table
from demo.sites.manifest import Item, Site

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_COLUMN_ID = 1229000001
_COLUMN = f"/col/col{_COLUMN_ID}/index.html"
_DETAIL = re.compile(rf"/art/\d+/\d+/\d+/art_{_COLUMN_ID}_(\d+)\.html$")
_FILE = re.compile(r"/cms_files/filemanager/1544130/attach/\d+/([0-9A-F]{32})\.\w+$")


class HanwebJpaasSite(SiteFamily):
    """A column without an entry in it; the gateway answers with JSON that holds HTML."""

    def column_path(self, site: Site) -> str:
        """The column's page."""
        return _COLUMN

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The column, a page of the gateway, a detail or a file."""
        if asked.path == _COLUMN:
            return page(_column(site), "listing")
        if asked.path == _UNIT:
            return self._unit(site, asked)
        if (match := _DETAIL.match(asked.path)) and (item := site.item(match[1])):
            return page(_detail(item), "detail", item)
        if (match := _FILE.match(asked.path)) and (item := site.item_of_digest(match[1])):
            return file_answer(item)
        return None

    def _unit(self, site: Site, asked: Asked) -> Answer | None:
        try:
            page_no = int(json.loads(asked.query["paramJson"])["pageNo"])
        except (KeyError, TypeError, ValueError):
            return Answer(b"bad paramJson", "text/plain", 400)
        if asked.query.get("webId") != site.portal_id or page_no < 1:
            return None
        fragment = f"<ul>{''.join(map(_line, site.page_items(page_no - 1)))}</ul>"
        return json_page({"success": True, "code": "200", "data": {"html": fragment}}, "listing")


def detail_path(item: Item) -> str:
    """Path of a detail page."""
    day = item.published_date
    return f"/art/{day.year}/{day.month}/{day.day}/art_{_COLUMN_ID}_{item.number}.html"


def file_path(item: Item) -> str:
    """Path of an attachment."""
    day = item.published_date
    folder = f"/cms_files/filemanager/1544130/attach/{day.year}{day.month}"
    return f"{folder}/{item.digest[:32].upper()}.{item.extension}"


def _column(site: Site) -> str:
    query = "{'parseType':'bulidstatic','webId':'%s','tplSetId':'demo','pageType':'column','tagId':'list','pageId':'1'}"
    script = f'<script src="/unitbuild.js" url="{_UNIT}" queryData="{query % site.portal_id}"></script>'
    return document("预决算公开", f'<div class="list">{script}</div>')


def _line(item: Item) -> str:
    title = html.escape(item.title_zh)
    return (
        f'<li><a href="{detail_path(item)}" title="{title}">{html.escape(item.title_zh[:12])}...</a>'
        f'<span class="time">{item.published_date}</span></li>'
    )


def _detail(item: Item) -> str:
    """A detail page; every second one names its file in a script only."""
    if item.file is None:
        body = "<p>特此公告。</p>"
    elif item.is_script_link:
        body = f'<iframe id="pdf_iframe"></iframe><script>var sPdfUrl = "{file_path(item)}";</script>'
    else:
        body = f'<p><a href="{file_path(item)}">{html.escape(item.file_name)}</a></p>'
    return document(item.title_zh, imprint_table(item) + body, item)
