"""天津's platform: columns of kinds and years, lines that show a department's name, one archive a department.

Put here: the addresses and pages of this family, and packing.
Keep out: the disclosures themselves, and serving.
"""

import io
import re
import zipfile
from dataclasses import replace

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page
from demo.sites.manifest import Item, Site

_ROOT = "/zwgk_53713/yjsgktypt/"
_YEAR = re.compile(_ROOT + r"jsgk/(\d{4})nbmjsgkml/(?:index\.html)?$")
_NUMBERED = re.compile(_ROOT + r"jsgk/\d{4}nbmjsgkml/\d{6}/(?:t\d{8}_(\d+)\.html|W0\d{8}(\d+)\.zip)$")


class DepartmentArchivesSite(SiteFamily):
    """Platform, kind, year, department, archive."""

    def column_path(self, site: Site) -> str:
        """The platform's page."""
        return _ROOT

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A column, a detail or an archive."""
        path = asked.path.removesuffix("index.html")
        if path == _ROOT:
            return page(document("预决算公开统一平台", '<ul><li><a href="./jsgk/">决算公开</a></li></ul>'), "listing")
        if path == f"{_ROOT}jsgk/":
            years = sorted({item.fiscal_year for item in site.published}, reverse=True)
            lines = "".join(f'<li><a href="./{year}nbmjsgkml/">{_year_title(year)}</a></li>' for year in years)
            return page(document("决算公开", f"<ul>{lines}</ul>"), "listing")
        if match := _YEAR.match(path):
            return page(_year(site, int(match[1])), "listing")
        match = _NUMBERED.match(path)
        if match is None or (item := site.item(int(match[1] or match[2]))) is None or item.file is None:
            return None
        if match[1]:
            body = f'<p>附件：<a href="./{_archive_name(item)}">{item.unit_name_zh}</a></p>'
            return page(document(item.unit_name_zh, body, replace(item, title_zh=item.unit_name_zh)), "detail", item)
        return _archive(item)


def _year_title(year: int) -> str:
    return f"{year}年部门决算公开目录"


def _year(site: Site, year: int) -> str:
    lines = "".join(
        f'<li><a href="./{item.published_date:%Y%m}/t{item.published_date:%Y%m%d}_{item.number}.html">'
        f"{item.unit_name_zh}</a><span>{item.published_date}</span></li>"
        for item in site.published
        if item.fiscal_year == year
    )
    return document(_year_title(year), f"<ul>{lines}</ul>")


def _archive_name(item: Item) -> str:
    return f"W0{item.published_date:%Y%m%d}{item.number:012d}.zip"


def _archive(item: Item) -> Answer | None:
    """The archive of a department: its account, and what else lies in it, under names in GBK."""
    answer = file_answer(item)
    if answer is None:
        return None
    members = {
        f"{item.unit_name_zh}/{item.file_name}": answer.body,
        f"{item.unit_name_zh}/{item.fiscal_year}年度整体绩效自评报告.txt": "自评".encode("gbk"),
    }
    return replace(answer, body=pack(members), content_type="application/x-zip-compressed")


class _GbkInfo(zipfile.ZipInfo):
    """A member whose name is written in GBK, without the flag that would call it UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile asks it for the name's bytes
        return self.filename.encode("gbk"), self.flag_bits


def pack(members: dict[str, bytes]) -> bytes:
    """A zip archive as packers on Chinese systems write it: names in GBK without a word about it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(_GbkInfo(name, (2025, 8, 20, 9, 30, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
