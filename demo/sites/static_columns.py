"""A site of static columns, as TRS WCM writes them.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import html

from demo.sites.manifest import Item, Site, document

FAMILY = "static_columns"
"""The family's name in portal files."""


def column_path(site: Site) -> str:
    """Path of the column, which is its first page."""
    return f"/trs/{site.portal_id}/czyjs/"


def detail_path(item: Item) -> str:
    """Path of a detail page."""
    day = item.published_date
    return f"/trs/{item.portal_id}/czyjs/{day:%Y%m}/t{day:%Y%m%d}_{item.number}.html"


def file_path(item: Item) -> str:
    """Path of an attachment: P0 or W0, the upload date, digits."""
    day = item.published_date
    prefix = "W0" if item.is_script_link else "P0"
    return f"/trs/{item.portal_id}/czyjs/{day:%Y%m}/{prefix}{day:%Y%m%d}{item.number:012d}.pdf"


def listing_paths(site: Site) -> list[str]:
    """Paths of the listing pages: index.html (also the folder itself), index_1.html …"""
    folder = column_path(site)
    return [f"{folder}index.html", *(f"{folder}index_{number}.html" for number in range(1, site.page_count))]


def listing(site: Site, page_no: int) -> str:
    """A listing page, from 0, with its pager. Titles are cut off in the text and whole in the attribute."""
    lines = "".join(
        f'<li><span class="date">{item.published_date}</span>'
        f'<a href="./{detail_path(item).partition("/czyjs/")[2]}" title="{html.escape(item.title_zh)}">'
        f"{html.escape(item.title_zh[:12])}...</a></li>\n"
        for item in site.page_items(page_no)
    )
    pager = f'<script>createPageHTML({site.page_count}, {page_no}, "index", "html");</script>'
    return document("预决算公开", f'<ul class="list">\n{lines}</ul>\n<div id="pagediv">{pager}</div>')


def detail(item: Item) -> str:
    """A detail page; every second one offers its file by a script only."""
    name = f"{item.title_zh}.pdf"
    address = f"./{file_path(item).rpartition('/')[2]}"
    if item.file is None:
        body = "<p>特此公告。</p>"
    elif item.is_script_link:
        body = f"""<p><a onclick="downloadFj('{name}','{address}')">{html.escape(name)}</a></p>"""
    else:
        body = f'<p>附件：<a href="{address}">{html.escape(name)}</a></p>'
    script = "<script>function downloadFj(fileName, filePath) { window.open(filePath); }</script>"
    return document(item.title_zh, body + script, item)
