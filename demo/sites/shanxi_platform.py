"""山西's platform: an empty application, and the list that it calls for a fiscal division.

Put here: the addresses and answers of this family. How the real platform answers was never seen; this is a likeness.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, json_page, page
from demo.sites.manifest import Item, Site

_DIVISION = "140200000"
_LIST = "/bmp_pub/open/list"
_DETAIL = re.compile(r"/bmp_pub/content_(\d+)\.html$")
_FILE = re.compile(r"/bmp_pub/files/(\d+)\.\w+$")


class ShanxiPlatformSite(SiteFamily):
    """The application's page shows nothing; its list is JSON."""

    def column_path(self, site: Site) -> str:
        """The application with its division."""
        return f"/bmp_pub/index_gfa.html?ADMDIV={_DIVISION}"

    def parameters(self, site: Site, base: str) -> dict[str, str | int]:
        """What the application calls."""
        return {"list_address": f"{base}{_LIST}"}

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The application, its list, a detail or a file."""
        if asked.path == "/bmp_pub/index_gfa.html":
            return page('<!DOCTYPE html><html><body><div id="app"></div></body></html>', "other")
        if asked.path == _LIST and asked.query.get("ADMDIV") == _DIVISION:
            return json_page({"total": len(site.items), "rows": [_record(item) for item in site.items]}, "listing")
        if (match := _DETAIL.match(asked.path)) and (item := site.item(match[1])):
            link = f'<a href="files/{item.number}.{item.extension}">{item.file_name}</a>' if item.file else "特此公告。"
            return page(document(item.title_zh, f"<p>{link}</p>", item), "detail", item)
        if (match := _FILE.match(asked.path)) and (item := site.item(match[1])):
            return file_answer(item)
        return None


def _record(item: Item) -> dict[str, str]:
    return {
        "title": item.title_zh,
        "url": f"/bmp_pub/content_{item.number}.html",
        "publishdate": f"{item.published_date}",
    }
