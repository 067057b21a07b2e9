"""One archive a department (天津): year columns of departments, each with one .rar or .zip.

Put here: how a department's name and its column's year come together.
Keep out: unpacking (storage), static pages as such (reading/columns.py).
"""

from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from scrapers.families.base import Detail, Family, Listing, Page, Parameters
from scrapers.families.pages import ARCHIVE_EXTENSIONS, file_extension, is_file_name, parse
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import meta, read_detail


class ArchiveParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    follow_sub_columns: int = Field(default=2, ge=0, le=4)
    """Kinds and years below the platform's page: 2."""


class DepartmentArchives(Family):
    """A platform with one archive a department and year.

    1. The `address` is the platform's page, e.g. `https://cz.tj.gov.cn/zwgk_53713/yjsgktypt/`; below it are columns of
       kinds (`ysgk/`) and of years (`ysgk/2018nbmysgkml/`). Two levels are followed by default.
    2. A line shows the department's name only (天津市交通运输委员会); kind and year stand in the column's name
       (2018年部门预算公开目录), which is used to judge the line and to name its archive.
    3. A detail `202008/t20200803_3332190.html` links one archive, `./W020200803658872276649.rar`; the name begins with
       the time of the upload. A later time than the page's is a replaced archive.
    4. Dates in addresses are those of a migration (t20200803 for a page of 2018-03-06); the page's own is believed.
    """

    parameters: ClassVar[type[Parameters]] = ArchiveParameters

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Departments of a year, or the columns below."""
        return read_column(page)

    def read_detail(self, page: Page) -> Detail:
        """The archive, called by the department's name and the column's."""
        detail = read_detail(page)
        column = meta(parse(page), "ColumnName")
        files = tuple(
            replace(file, title_zh=f"{column} {file.title_zh}")
            if column and file_extension(file.url) in ARCHIVE_EXTENSIONS and not is_file_name(file.title_zh)
            else file
            for file in detail.attachments
        )
        return replace(detail, attachments=files)
