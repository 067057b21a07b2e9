"""内蒙古's platform: disclosures of a region or department as JSON, files by their ids, names whole in `title`.

Put here: the platform's interfaces.
Keep out: other provinces' platforms.
"""

import re
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from scrapers.families.base import Attachment, Detail, Entry, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.pages import is_file_name, read_json
from scrapers.families.reading.answers import records_under
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.dates import date_in
from scrapers.families.reading.details import read_detail
from scrapers.families.reading.links import clean_title

_PAGE = re.compile(r"([?&]p=)(\d+)")
_CONTENT = "/yjs/business/page/content?contentId="
_FILES = "/yjs/business/basic/result/"
_DOWNLOAD = "/yjs/business/file/download/"


class InnerMongoliaPlatform(Family):
    """A region or department on 内蒙古's platform.

    1. Open the region, e.g. `https://czt.nmg.gov.cn/yjs/business/page/index?cityCode=150100&areaCode=150102`, choose
       the department and 决算; the list's page is `…/page/list?type=…&basicId=150121zf`.
    2. The list comes from `https://czt.nmg.gov.cn/yjs/business/basic/select?id=150121zf&type=2&p=1` as
       `{"list":[{"id":…,"title":…,"publishTime":…}]}`; this address, with the `id` and `type` of the page, is the
       `address`. `150121zf` is the government itself; a department has an id of its own.
    3. A detail is `https://czt.nmg.gov.cn/yjs/business/page/content?contentId=<32 hex>`; its files come from
       `/yjs/business/basic/result/<id>` as `{"files":[{"id":…,"name":…,"suffix":…}]}` and are downloaded from
       `/yjs/business/file/download/<id>`, an address without an extension.
    4. Departments' own sites link the details (鄂尔多斯): such a site with `czt.nmg.gov.cn` among its `allowed_hosts`
       may be a column of this family too.
    5. Names in the page are cut off with "…"; the whole name stands in the `title` of `.download-btn`.
    """

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read an answer of the interface, or a page that links details of the platform."""
        answer = read_json(page.text)
        if not isinstance(answer, dict):
            listing = read_column(page)
            entries = tuple(_asked_for_files(page, entry) for entry in listing.entries)
            return Listing(
                entries, listing.next_pages, listing.sub_columns, listing.title_zh, listing.stated_count, listing.kind
            )
        entries = tuple(_entry(page, record) for record in records_under(answer, "list", "id"))
        following: tuple[PageRequest, ...] = ()
        if (match := _PAGE.search(page.url)) and entries:
            following = (PageRequest(_PAGE.sub(rf"\g<1>{int(match[2]) + 1}", page.url, count=1)),)
        return Listing(entries, following)

    def read_detail(self, page: Page) -> Detail:
        """The files of one disclosure, from the interface or from the page itself."""
        answer = read_json(page.text)
        if not isinstance(answer, dict):
            return read_detail(page)
        files = tuple(
            Attachment(urljoin(page.url, _DOWNLOAD + quote(str(record["id"]))), _name(record))
            for record in records_under(answer, "files", "id")
        )
        title = str(answer.get("title") or "") or (page.request.about_zh if page.request else "")
        return Detail(title, date_in(str(answer.get("publishTime") or "")), files)


def _entry(page: Page, record: dict[str, Any]) -> Entry:
    title = clean_title(str(record.get("title") or ""))
    identity = str(record["id"])
    asked = PageRequest(urljoin(page.url, _FILES + quote(identity)), about_zh=title)
    published = date_in(str(record.get("publishTime") or ""))
    return Entry(urljoin(page.url, _CONTENT + quote(identity)), title, published, is_file=False, request=asked)


def _asked_for_files(page: Page, entry: Entry) -> Entry:
    parts = urlsplit(entry.url)
    match = re.search(r"(?:^|&)contentId=(\w+)", parts.query)
    if not match or not parts.path.startswith("/yjs/business/page/content"):
        return entry
    asked = PageRequest(urljoin(entry.url, _FILES + match[1]), about_zh=entry.title_zh)
    return Entry(entry.url, entry.title_zh, entry.published_date, is_file=False, request=asked)


def _name(record: dict[str, Any]) -> str:
    name, suffix = str(record.get("name") or ""), str(record.get("suffix") or "").lstrip(".")
    return f"{name}.{suffix}" if suffix and not is_file_name(name) else name
