"""A site of static columns, as TRS WCM writes them.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import html
import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page
from demo.sites.manifest import Item, Site

_FOLDER = "/zwgk/fdzdgknr/czyjs/"
_LISTING = re.compile(_FOLDER + r"(?:index(?:_(\d+))?\.html)?$")
_NUMBERED = re.compile(r"/(?:t\d{8}_(\d+)\.html|[PW]0\d{8}(\d+)\.\w+)$")


class StaticColumnsSite(SiteFamily):
    """Listings index.html, index_1.html …; details `YYYYMM/tYYYYMMDD_ID.html`; attachments P0… and W0…."""

    def column_path(self, site: Site) -> str:
        """The folder, which is the first page."""
        return _FOLDER

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A listing page, a detail or a file."""
        if listing := _LISTING.match(asked.path):
            return page(_listing(site, int(listing[1] or 0)), "listing")
        match = _NUMBERED.search(asked.path)
        if match is None or (item := site.item(int(match[1] or match[2]))) is None:
            return None
        if asked.path == detail_path(item):
            return page(_detail(item), "detail", item)
        return file_answer(item) if asked.path == file_path(item) else None


def detail_path(item: Item) -> str:
    """Path of a detail page."""
    day = item.published_date
    return f"{_FOLDER}{day:%Y%m}/t{day:%Y%m%d}_{item.number}.html"


def file_path(item: Item) -> str:
    """Path of an attachment: P0 or W0, the upload date, digits."""
    day = item.published_date
    prefix = "W0" if item.is_script_link else "P0"
    return f"{_FOLDER}{day:%Y%m}/{prefix}{day:%Y%m%d}{item.number:012d}.{item.extension}"


def _listing(site: Site, page_no: int) -> str:
    """A listing page, from 0, with its pager. Titles are cut off in the text and whole in the attribute."""
    lines = "".join(
        f'<li><span class="date">{item.published_date}</span>'
        f'<a href="./{detail_path(item).removeprefix(_FOLDER)}" title="{html.escape(item.title_zh)}">'
        f"{html.escape(item.title_zh[:12])}...</a></li>\n"
        for item in site.page_items(page_no)
    )
    pager = f'<script>createPageHTML({site.page_count}, {page_no}, "index", "html");</script>'
    return document("预决算公开", f'<ul class="list">\n{lines}</ul>\n<div id="pagediv">{pager}</div>')


def _detail(item: Item) -> str:
    """A detail page; every second one offers its file by a script only."""
    name, address = item.file_name, f"./{file_path(item).rpartition('/')[2]}"
    if item.file is None:
        body = "<p>特此公告。</p>"
    elif item.is_script_link:
        body = f"""<p><a onclick="downloadFj('{name}','{address}')">{html.escape(name)}</a></p>"""
    else:
        body = f'<p>附件：<a href="{address}">{html.escape(name)}</a></p>'
    script = "<script>function downloadFj(fileName, filePath) { window.open(filePath); }</script>"
    return document(item.title_zh, body + script, item)
