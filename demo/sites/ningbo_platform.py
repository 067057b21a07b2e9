r"""宁波's platform: addresses with a backslash in the query, the text in a frame, the file by a script in an onclick.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, listing_line, page
from demo.sites.manifest import Item, Site

_FOLDER = "/gkxxzl/nbcs/budget/"
_IDENTITY = re.compile(r"\d{4}\\(\d+)\.html$")


class NingboPlatformSite(SiteFamily):
    """One page of lines, details by `FBXH`, files by `filedown`."""

    def column_path(self, site: Site) -> str:
        """The region's page."""
        return f"{_FOLDER}main?gklb=1000&XZQH=330203"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The list, a detail or a file."""
        if asked.path == f"{_FOLDER}main":
            lines = "".join(listing_line(item, f"detail?FBXH={_identity(item)}") for item in site.items)
            return page(document("部门决算公开", f"<ul>{lines}</ul>"), "listing")
        if asked.path == f"{_FOLDER}detail" and (match := _IDENTITY.match(asked.query.get("FBXH", ""))):
            item = site.item(match[1])
            return page(_detail(item), "detail", item) if item else None
        if asked.path == "/gkxxzl/filedown" and (item := site.item(asked.query.get("WJCFLJ", "").split("/")[-2])):
            return file_answer(item)
        return None


def _identity(item: Item) -> str:
    return f"{item.published_date.year}\\{item.number}.html"


def _detail(item: Item) -> str:
    frame = f'<iframe src="../html/{_identity(item)}"></iframe>'
    if item.file is None:
        return document(item.title_zh, "<p>特此公告。</p>", item)
    day, name = item.published_date, item.file_name
    address = f"../../filedown?WJCFLJ=bbsb/{day.year}/{day:%Y%m%d}/{item.number}/{name}&WJMC={name}"
    return document(item.title_zh, f"""{frame}<a onclick="location.href=encodeURI('{address}')">{name}</a>""", item)
