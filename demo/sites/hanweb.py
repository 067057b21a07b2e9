"""A Hanweb site: a column that the jpaas gateway fills.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import html
import json

from demo.sites.manifest import Item, Site, document

FAMILY = "hanweb_jpaas"
"""The family's name in portal files."""
UNIT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
"""Path of the gateway, one for all sites of the server; `webId` says which site."""
_COLUMN_ID = 1229000001


def column_path(site: Site) -> str:
    """Path of the column's page."""
    return f"/hanweb/{site.portal_id}/col/col{_COLUMN_ID}/index.html"


def detail_path(item: Item) -> str:
    """Path of a detail page."""
    day = item.published_date
    return f"/hanweb/{item.portal_id}/art/{day.year}/{day.month}/{day.day}/art_{_COLUMN_ID}_{item.number}.html"


def file_path(item: Item) -> str:
    """Path of an attachment."""
    day = item.published_date
    folder = f"/hanweb/{item.portal_id}/cms_files/filemanager/1544130/attach/{day.year}{day.month}"
    return f"{folder}/{item.digest[:32].upper()}.pdf"


def column(site: Site) -> str:
    """The column's page: no entry in it, only the script that loads the list."""
    query = "{'parseType':'bulidstatic','webId':'%s','tplSetId':'demo','pageType':'column','tagId':'list','pageId':'1'}"
    script = f'<script src="/unitbuild.js" url="{UNIT_PATH}" queryData="{query % site.portal_id}"></script>'
    return document("预决算公开", f'<div class="list">{script}</div>')


def unit(site: Site, page_no: int) -> bytes:
    """The gateway's answer, JSON with HTML in it; pages from 0. It does not tell how many pages there are."""
    lines = "".join(
        f'<li><a href="{detail_path(item)}" title="{html.escape(item.title_zh)}">'
        f"{html.escape(item.title_zh[:12])}...</a>"
        f'<span class="time">{item.published_date}</span></li>'
        for item in site.page_items(page_no)
    )
    return json.dumps({"success": True, "code": "200", "data": {"html": f"<ul>{lines}</ul>"}}).encode()


def detail(item: Item) -> str:
    """A detail page; every second one names its file in a script only."""
    if item.file is None:
        body = "<p>特此公告。</p>"
    elif item.is_script_link:
        body = f'<iframe id="pdf_iframe"></iframe><script>var sPdfUrl = "{file_path(item)}";</script>'
    else:
        body = f'<p><a href="{file_path(item)}">{html.escape(item.title_zh)}.pdf</a></p>'
    return document(item.title_zh, body, item)
