"""内蒙古's platform: a JSON list, files of a disclosure by a second interface, downloads by id without an extension.

Put here: the addresses and answers of this family.
Keep out: the disclosures themselves, and serving.
"""

from demo.sites.base import Answer, Asked, SiteFamily, file_answer, json_page
from demo.sites.manifest import Item, Site

_BASIC_ID = "150121zf"
_FILES = "/yjs/business/basic/result/"
_DOWNLOAD = "/yjs/business/file/download/"


class InnerMongoliaPlatformSite(SiteFamily):
    """The interfaces; the pages that call them are not needed."""

    def column_path(self, site: Site) -> str:
        """The interface for the list."""
        return f"/yjs/business/basic/select?id={_BASIC_ID}&type=2&p=1"

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """An answer of one of the interfaces, or a file."""
        if asked.path == "/yjs/business/basic/select" and asked.query.get("id") == _BASIC_ID:
            items = site.page_items(int(asked.query.get("p", "1")) - 1)
            return json_page({"list": [_record(item) for item in items]}, "listing")
        if asked.path.startswith(_FILES) and (item := site.item_of_digest(asked.path.removeprefix(_FILES))):
            files = [{"id": item.digest[32:], "name": item.title_zh, "suffix": item.extension}] if item.file else []
            answer = json_page({"title": item.title_zh, "files": files}, "detail")
            return Answer(answer.body, answer.content_type, role="detail", item=item)
        if asked.path.startswith(_DOWNLOAD):
            wanted = asked.path.removeprefix(_DOWNLOAD)
            found = next((item for item in site.items if item.digest[32:] == wanted), None)
            return file_answer(found) if found else None
        return None


def _record(item: Item) -> dict[str, str]:
    return {"id": item.digest[:32], "title": item.title_zh, "publishTime": f"{item.published_date} 09:30:00"}
