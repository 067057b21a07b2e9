"""广东's disclosure directory: a page with the site's number, and one JSON interface.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re
from datetime import UTC, datetime

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, json_page, page
from demo.sites.manifest import Item, Site

_CATEGORY, _SITE_ID = "2811", "755031"
_DETAIL = re.compile(r"/content/post_(\d+)\.html$")
_FILE = re.compile(r"/attachment/0/542/542789/(\d+)\.\w+$")
_PAGE_SIZE = 100


class GkmlptSite(SiteFamily):
    """The directory, its interface, details `post_N.html`, files under the detail's number."""

    def column_path(self, site: Site) -> str:
        """The directory's page with the category."""
        return f"/gkmlpt/index?category={_CATEGORY}"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """The directory, an answer of the interface, a detail or a file."""
        if asked.path == "/gkmlpt/index":
            return page(
                document("政府信息公开目录", f"<script>var _CONFIG = {{SID: '{_SITE_ID}'}};</script>"), "listing"
            )
        if asked.path == f"/gkmlpt/api/all/{_CATEGORY}" and asked.query.get("sid") == _SITE_ID:
            number = int(asked.query.get("page", "1"))
            items = site.items[(number - 1) * _PAGE_SIZE : number * _PAGE_SIZE]
            return json_page({"total": len(site.items), "articles": [_record(item) for item in items]}, "listing")
        if (match := _DETAIL.match(asked.path)) and (item := site.item(match[1])):
            return page(document(item.title_zh, _body(item), item), "detail", item)
        if (match := _FILE.match(asked.path)) and (item := site.item(match[1])):
            return file_answer(item)
        return None


def _record(item: Item) -> dict[str, str | int]:
    day = item.published_date
    instant = int(datetime(day.year, day.month, day.day, 4, tzinfo=UTC).timestamp())
    return {
        "id": item.number,
        "title": item.title_zh,
        "url": f"/content/post_{item.number}.html",
        "created_at": instant,
    }


def _body(item: Item) -> str:
    if item.file is None:
        return "<p>特此公告。</p>"
    link = f'<a href="/attachment/0/542/542789/{item.number}.{item.extension}">{item.file_name}</a>'
    return f'<div class="article-content"><p>相关附件：{link}</p></div>'
