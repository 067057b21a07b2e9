"""What a family of portals is: the contract between the spider and the modules of this folder.

Put here: the records that a family hands to the spider, and the abstract class.
Keep out: anything that only one family does, anything that needs the network.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Parameters(BaseModel):
    """The keys that a portal file may set under `parameters`; a family with more of them subclasses this."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    follow_sub_columns: int = Field(default=0, ge=0, le=4)
    """How many levels of columns below the start column are walked (长沙 has one column a department: 1)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was received: its address after redirects and its decoded text (HTML, JSON or XML)."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file linked from a page: its absolute address and the name the page gives it."""

    url: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing: title, date where one is shown, the absolute address of a detail page or of a file."""

    url: str
    title_zh: str
    published_date: date | None
    is_file: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page shows: its entries, the addresses of further pages and of columns below it."""

    entries: tuple[Entry, ...]
    next_pages: tuple[str, ...] = ()
    sub_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """What a detail page shows: its own title and date where it has them, and its attachments in order."""

    title_zh: str
    published_date: date | None
    attachments: tuple[Attachment, ...]


class Family(ABC):
    """One way in which portals list and link their disclosures.

    A family is stateless: page in, records out. It never asks for a page; it says which page to ask for next. The
    module's name is the family's name in portal files; a module of this folder with one subclass is enough, nothing
    is registered anywhere. The docstring of a family is a numbered recipe for writing a portal file of it.
    """

    parameters: ClassVar[type[Parameters]] = Parameters

    @abstractmethod
    def read_listing(self, page: Page, parameters: Parameters) -> Listing:
        """Read one listing page. A page that shows no entry gives an empty listing, never an error."""

    @abstractmethod
    def read_detail(self, page: Page) -> Detail:
        """Read one detail page."""
