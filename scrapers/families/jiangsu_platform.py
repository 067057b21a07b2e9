"""江苏's unified platform: departments, disclosures and files by a chain of three POSTs.

Put here: the chain.
Keep out: other provinces' platforms.
"""

from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pydantic import Field

from scrapers.families.base import Attachment, Detail, Entry, Family, Listing, Page, PageRequest, Parameters, SubColumn
from scrapers.families.pages import read_json
from scrapers.families.reading.answers import records_under
from scrapers.families.reading.dates import date_in
from scrapers.families.reading.recognition import read_page

_DISCLOSURES = "/front/budgetfinal/itemsandpag.do"
_FILES = "/front/budgetfinal/getTemporaryFiles.do"
_DOWNLOAD = "/front/budgetfinal/download.do"


class JiangsuParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    follow_sub_columns: int = Field(default=1, ge=0, le=4)
    """Departments below the region: 1."""


class JiangsuPlatform(Family):
    """A region on 江苏's platform.

    1. Find the region's number `pid` (无锡's districts: 159 to 165). The `address` is the interface for its departments
       with what the page sends as a query:
       `http://yjsgk.jsczt.cn/front/department/getdepartmentname.do?pid=160&departmentName=&date=2021&typeid=2`;
       `typeid=2` stands for final accounts, `date` is the year, so a portal file has one column a year.
    2. The query is sent as the body of a POST. The answer `[{"iid":…,"name":…,"pid":…,"dtype":…}]` lists departments;
       each is asked for its disclosures by a POST to `/front/budgetfinal/itemsandpag.do` with
       `page_num=1&groupid=<iid>&typeid=2&date=2021`, answered by `{"budgetTemplates":[{"uuid":…}]}`.
    3. The files of a disclosure come from a POST to `/front/budgetfinal/getTemporaryFiles.do` with `uuid='…'`,
       answered by `[{"iid":…,"t_oldname":…,"t_uploaddate":…}]`; a file is `/front/budgetfinal/download.do?iid=…`.
    4. Lines show a department's name and a year only: the column's `title_zh` must hold 部门决算.
    5. By 2026 the portal's front is an application (`http://yjsgk.jsczt.cn/#/overView?code=320102000`): look whether
       it still calls these interfaces before the first crawl.
    """

    parameters: ClassVar[type[Parameters]] = JiangsuParameters

    def first_request(self, address: str, parameters: Parameters) -> PageRequest:
        """The POST for a region's departments: the address without its query, which is the body."""
        parts = urlsplit(address)
        fields = dict(parse_qsl(parts.query, keep_blank_values=True))
        return PageRequest.form(urlunsplit(parts._replace(query="")), fields)

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read a list of departments, or the disclosures of one."""
        answer = read_json(page.text)
        if answer is None:
            return Listing((), kind=read_page(page).kind)
        sent = dict(parse_qsl(page.request.body, keep_blank_values=True)) if page.request else {}
        if isinstance(answer, list):
            departments = records_under(answer, "", "iid")
            return Listing((), (), tuple(_department(page, record, sent) for record in departments))
        disclosures = records_under(answer, "budgetTemplates", "uuid")
        entries = tuple(_disclosure(page, record, sent) for record in disclosures)
        return Listing(entries, _next_page(page, sent) if entries else ())

    def read_detail(self, page: Page) -> Detail:
        """The files of one disclosure."""
        records = records_under(read_json(page.text), "", "iid")
        files = tuple(
            Attachment(
                f"{urljoin(page.url, _DOWNLOAD)}?{urlencode({'iid': record['iid']})}",
                str(record.get("t_oldname") or ""),
            )
            for record in records
        )
        days = [day for record in records if (day := date_in(str(record.get("t_uploaddate") or "")))]
        return Detail(page.request.about_zh if page.request else "", max(days, default=None), files)


def _department(page: Page, record: dict[str, Any], sent: dict[str, str]) -> SubColumn:
    name = str(record.get("name") or "")
    fields = {"page_num": 1, "groupid": record["iid"], "typeid": sent.get("typeid", "2"), "date": sent.get("date", "")}
    return SubColumn(PageRequest.form(urljoin(page.url, _DISCLOSURES), fields, name), name)


def _disclosure(page: Page, record: dict[str, Any], sent: dict[str, str]) -> Entry:
    name = page.request.about_zh if page.request else ""
    title = str(record.get("title") or record.get("name") or "") or f"{name}{sent.get('date', '')}年度"
    files = urljoin(page.url, _FILES)
    # The portal's own page puts the id in quotation marks.
    asked = PageRequest.form(files, {"uuid": f"'{record['uuid']}'"}, title)
    return Entry(f"{files}?{urlencode({'uuid': record['uuid']})}", title, None, is_file=False, request=asked)


def _next_page(page: Page, sent: dict[str, str]) -> tuple[PageRequest, ...]:
    if page.request is None or not sent.get("page_num", "").isdigit():
        return ()
    # How many pages there are is not told; a page that brings nothing new is the end.
    return (PageRequest.form(page.request.url, {**sent, "page_num": int(sent["page_num"]) + 1}, page.request.about_zh),)
