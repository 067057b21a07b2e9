"""江苏's platform: departments, disclosures and files by a chain of three POSTs, one column a year.

Put here: the addresses and answers of this family.
Keep out: the disclosures themselves, and serving.
"""

from demo.sites.base import Answer, Asked, SiteFamily, file_answer, json_page
from demo.sites.manifest import Item, Site

_REGION = "160"


class JiangsuPlatformSite(SiteFamily):
    """The interfaces; they answer to POST only."""

    def column_path(self, site: Site) -> str:
        """The departments of the region, of the newest year."""
        return self.columns(site)[0][1]

    def columns(self, site: Site) -> list[tuple[str, str]]:
        """One column a year."""
        years = sorted({item.fiscal_year for item in site.published}, reverse=True)
        address = "/front/department/getdepartmentname.do?pid={}&departmentName=&date={}&typeid=2"
        return [(f"{year}年度部门决算公开", address.format(_REGION, year)) for year in years]

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """An answer of one of the interfaces, or a file."""
        form = asked.form
        match asked.method, asked.path.removeprefix("/front/"):
            case "POST", "department/getdepartmentname.do" if form.get("pid") == _REGION:
                records = [{"iid": iid, "name": name, "pid": _REGION, "dtype": 1} for name, iid in _units(site).items()]
                return json_page(records, "listing")
            case "POST", "budgetfinal/itemsandpag.do":
                found = [
                    item
                    for item in site.published
                    if str(_units(site)[item.unit_name_zh]) == form.get("groupid")
                    and str(item.fiscal_year) == form.get("date")
                ]
                shown = found if form.get("page_num") == "1" else []
                return json_page({"budgetTemplates": [{"uuid": item.digest[:32]} for item in shown]}, "listing")
            case "POST", "budgetfinal/getTemporaryFiles.do":
                item = site.item_of_digest(form.get("uuid", "").strip("'"))
                return _files(item) if item else None
            case "GET", "budgetfinal/download.do":
                item = site.item(asked.query.get("iid", ""))
                return file_answer(item) if item else None
        return None


def _units(site: Site) -> dict[str, int]:
    """The departments with their numbers."""
    return {name: 5000 + number for number, name in enumerate(sorted({item.unit_name_zh for item in site.published}))}


def _files(item: Item) -> Answer:
    records = [{"iid": item.number, "t_oldname": item.file_name, "t_uploaddate": f"{item.published_date} 09:30:00"}]
    answer = json_page(records, "detail")
    return Answer(answer.body, answer.content_type, role="detail", item=item)
