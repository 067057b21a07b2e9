"""上海's year trees: a root for each year, categories, departments, and files under hash names.

Put here: the addresses and pages of this family.
Keep out: the disclosures themselves, and serving.
"""

import re

from demo.sites.base import Answer, Asked, SiteFamily, document, file_answer, page
from demo.sites.manifest import Item, Site

_NODE = re.compile(r"/bmjs-(\d{2})(?:-(\d{3})|-dw(\d{3}))?/index\.html$")
_FILE = re.compile(r"/cmsres/[0-9a-f]{2}/([0-9a-f]{32})/[0-9a-f]{32}\.\w+$")


class YearTreeSite(SiteFamily):
    """One column of the portal file a year; titles stand in the links' text only."""

    def column_path(self, site: Site) -> str:
        """The newest year's root."""
        return self.columns(site)[0][1]

    def columns(self, site: Site) -> list[tuple[str, str]]:
        """A root a year."""
        years = sorted({item.fiscal_year for item in site.published}, reverse=True)
        return [(f"{year}年度部门决算", f"/bmjs-{year % 100:02}/index.html") for year in years]

    def answer(self, site: Site, asked: Asked) -> Answer | None:
        """A node of a tree, or a file."""
        if match := _NODE.match(asked.path):
            year, category, unit_no = match.groups()
            return page(_node(site, year, category, unit_no), "listing")
        if (match := _FILE.match(asked.path)) and (item := site.item_of_digest(match[1])):
            return file_answer(item)
        return None


def _node(site: Site, year: str, category: str | None, unit_no: str | None) -> str:
    units = sorted({item.unit_name_zh for item in site.published})
    if unit_no is not None:
        own = [
            item
            for item in site.published
            if f"{item.fiscal_year % 100:02}" == year and f"{units.index(item.unit_name_zh):03}" == unit_no
        ]
        lines = [f'<a href="{_file_path(item)}">{item.title_zh}</a>' for item in own]
    elif category is not None:
        lines = [f'<a href="/bmjs-{year}-dw{number:03}/index.html">{name}</a>' for number, name in enumerate(units)]
    else:
        lines = [f'<a href="/bmjs-{year}-001/index.html">政府部门</a>']
    return document(f"20{year}年度部门决算", "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")


def _file_path(item: Item) -> str:
    return f"/cmsres/{item.digest[:2]}/{item.digest[:32]}/{item.digest[32:]}.{item.extension}"
