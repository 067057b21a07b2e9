"""What a family of portals is: the contract between the spider and the modules of this folder.

Put here: the records that a family hands to the spider, and the abstract class.
Keep out: anything that only one family does, anything that needs the network.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

_FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class Parameters(BaseModel):
    """The keys that a portal file may set under `parameters`; a family with more of them subclasses this."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    follow_sub_columns: int = Field(default=0, ge=0, le=4)
    """How many levels of columns below the start column are walked (长沙 has one column a department: 1)."""


PageKind = Literal["listing", "detail", "listing_and_detail", "home", "other", "shell", "missing", "challenge"]
"""What a page is. `listing_and_detail` lists files and is their landing page (one page that lists everything); `home`
is the front page of a site, with several lists beside each other; `shell` is an empty application that fills itself
by a script; `missing` says that there is no such page (often with status 200); `challenge` is a firewall's page."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How to ask for a page: a plain GET of `url`, or what else the portal's own page sends.

    `body` is sent as it is (a form or JSON; `headers` then name its Content-Type). `about_zh` is what the asking page
    said of it, such as a department's name; it is not sent, the family gets it back with the answer.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    about_zh: str = ""

    @classmethod
    def form(cls, url: str, fields: Mapping[str, str | int], about_zh: str = "") -> "PageRequest":
        """A POST of form fields, in their order."""
        return cls(url, "POST", urlencode(fields), (("Content-Type", _FORM),), about_zh)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was received: its address after redirects, its decoded text (HTML, JSON or XML), and the request."""

    url: str
    text: str
    request: PageRequest | None = None
    """What was asked for; None where a plain GET of `url` was."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file linked from a page: its absolute address and the name the page gives it.

    `canonical_url` names the file where `url` holds a token that is new at every load of the page (郑州); it is then
    what the file is known by, and `url` is only what is asked for.
    """

    url: str
    title_zh: str
    canonical_url: str = ""

    @property
    def identity(self) -> str:
        """The address by which the file is known from one run to the next."""
        return self.canonical_url or self.url


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing: title, date where one is shown, the absolute address of a detail page or of a file.

    `url` identifies the entry; `request` says how its page is asked for where that is no plain GET of `url`.
    `canonical_url` is that of a file, as in Attachment.
    """

    url: str
    title_zh: str
    published_date: date | None
    is_file: bool
    request: PageRequest | None = None
    canonical_url: str = ""


@dataclass(frozen=True, slots=True)
class SubColumn:
    """A column or a node of a tree below a listing: how to ask for it, and its name (a department, a year, a kind)."""

    request: PageRequest
    title_zh: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page shows: its entries, further pages of the same list, and the columns below it.

    `title_zh` is the column's own name where the page says it. `stated_count` is the number of entries of the whole
    list, over all its pages, where the portal tells it: fewer found than stated is a loss.
    """

    entries: tuple[Entry, ...]
    next_pages: tuple[PageRequest, ...] = ()
    sub_columns: tuple[SubColumn, ...] = ()
    title_zh: str = ""
    stated_count: int | None = None
    kind: PageKind = "listing"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a detail page says of itself under a label (索引号, 发布机构, 统一社会信用代码); null where nothing."""

    index_no: str | None = None
    issuing_body_zh: str | None = None
    social_credit_code: str | None = None


NO_IMPRINT = Imprint()


@dataclass(frozen=True, slots=True)
class Detail:
    """What a detail page shows: its own title and date where it has them, and its attachments in order.

    `parts` are pages that belong to this one and are read as details too (a body in an iframe). `inline_tables` counts
    the tables of amounts in the page's own text: with no attachment, the page itself is the document. `inline_images`
    counts the pictures in its text where it has neither: such disclosures are scans in the page.
    """

    title_zh: str
    published_date: date | None
    attachments: tuple[Attachment, ...]
    parts: tuple[PageRequest, ...] = ()
    inline_tables: int = 0
    inline_images: int = 0
    kind: PageKind = "detail"
    imprint: Imprint = NO_IMPRINT


class Family(ABC):
    """One way in which portals list and link their disclosures.

    A family is stateless: page in, records out. It never asks for a page; it says which page to ask for next. The
    module's name is the family's name in portal files; a module of this folder with one subclass is enough, nothing
    is registered anywhere. The docstring of a family is a numbered recipe for writing a portal file of it.
    """

    parameters: ClassVar[type[Parameters]] = Parameters
    addresses_expire: ClassVar[bool] = False
    """Whether a file can be asked for only with the address of a freshly loaded page (tokens)."""

    def first_request(self, address: str, parameters: Parameters) -> PageRequest:
        """The request for a column of the portal file: a GET of its address unless the family posts."""
        return PageRequest(address)

    @abstractmethod
    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read one listing page. A page that shows no entry gives an empty listing, never an error."""

    @abstractmethod
    def read_detail(self, page: Page) -> Detail:
        """Read one detail page."""
