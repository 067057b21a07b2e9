"""山西's unified platform: an application by fiscal division (ADMDIV).

Put here: how a division is asked for.
Keep out: the province's own static columns (czt.shanxi.gov.cn/czdt/…), which are static_columns.
"""

from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field

from scrapers.families.base import Detail, Family, Listing, Page, PageRequest, Parameters
from scrapers.families.reading.answers import entries_of, read_answer, stated_count_of
from scrapers.families.reading.columns import read_column
from scrapers.families.reading.details import read_detail


class ShanxiParameters(Parameters):
    """Keys of a portal file under `parameters`."""

    list_address: str = Field(default="", pattern=r"^(https?://.+)?$")
    """The address that the application calls for its list, with the division as ADMDIV; empty while none is known."""
    list_body: str = ""
    """What the application posts there, with `{ADMDIV}` where the division stands; empty where it asks by GET."""


class ShanxiPlatform(Family):
    """A fiscal division on 山西's platform.

    1. The `address` is `https://czt.shanxi.gov.cn/bmp_pub/index_gfa.html?ADMDIV=140200000`: the six digits of GB/T 2260
       and three zeros (140200000 大同, 140105000 小店区).
    2. The page is an empty application: without a `list_address` a crawl finds the kind `shell` and says so; it never
       counts as "nothing was published".
    3. Open the page with the network panel, find the address that answers with the list of departments or disclosures,
       and write it under `parameters`: `list_address`, and `list_body` where it is a POST. Only what the page itself
       calls may be asked for.
    4. Records are read by their usual keys (reading/answers.py). Departments publish here and on their own sites:
       expect the same document twice.
    """

    parameters: ClassVar[type[Parameters]] = ShanxiParameters

    def first_request(self, address: str, parameters: Parameters) -> PageRequest:
        """A GET of the application's page, or of the list that it calls."""
        if not isinstance(parameters, ShanxiParameters) or not parameters.list_address:
            return PageRequest(address)
        division = dict(parse_qsl(urlsplit(address).query)).get("ADMDIV", "")
        if parameters.list_body:
            body = parameters.list_body.replace("{ADMDIV}", division)
            kind = "application/json" if body.lstrip().startswith(("{", "[")) else "application/x-www-form-urlencoded"
            return PageRequest(parameters.list_address, "POST", body, (("Content-Type", f"{kind}; charset=UTF-8"),))
        parts = urlsplit(parameters.list_address)
        query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), "ADMDIV": division}
        return PageRequest(urlunsplit(parts._replace(query=urlencode(query))))

    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read an answer, or the page: an empty application is the kind `shell`."""
        answer = read_answer(page)
        if answer is None:
            return read_column(page)
        return Listing(entries_of(page, answer), stated_count=stated_count_of(answer))

    def read_detail(self, page: Page) -> Detail:
        """Title, date and attachments of a detail page."""
        return read_detail(page)
