"""长春's search endpoint: a list as JSONP, details of static pages whose files a script writes.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import json
import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page
from demo.sites.manifest import Item, Site

_LIST = "/govsearch/jsonp/gkml/zf_list.jsp"
_NUMBERED = re.compile(r"/zfxxgk/\d{6}/(?:t\d{8}_(\d+)\.html|P0\d{8}(\d+)\.\w+)$")


class SearchEndpointSite(SiteFamily):
    """Records with `title`, `puburl` and `tip.dates`."""

    def column_path(self, site: Site) -> str:
        """The endpoint with all that the page sends."""
        return f"{_LIST}?page=1&lb=58855&channelId=58855&callback=result"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A page of records, a detail or a file."""
        if asked.path == _LIST:
            number = int(asked.query.get("page", "1"))
            records = [_record(item) for item in site.page_items(number - 1)]
            content = {"num": len(site.items), "nPage": site.page_count, "data": records}
            body = f"{asked.query.get('callback', 'result')}({json.dumps(content, ensure_ascii=False)})"
            return page(body, "listing", content_type="application/javascript;charset=UTF-8")
        match = _NUMBERED.match(asked.path)
        if match is None or (item := site.item(int(match[1] or match[2]))) is None:
            return None
        if match[1]:
            return page(_detail(item), "detail", item)
        return file_answer(item)


def _record(item: Item) -> dict[str, object]:
    day = item.published_date
    address = f"/zfxxgk/{day:%Y%m}/t{day:%Y%m%d}_{item.number}.html"
    return {"title": item.title_zh, "puburl": address, "tip": {"dates": f"{day}", "idxid": f"{item.number}"}}


def _detail(item: Item) -> str:
    name = f"P0{item.published_date:%Y%m%d}{item.number:012d}.{item.extension}"
    link = f'<a href="./{name}" target="_blank">{item.file_name}</a>'
    script = f"<script>var file_appendix='{link}';document.write(file_appendix);</script>"
    body = script if item.file else "<p>特此公告。</p>"
    return document(item.title_zh, body, item)
