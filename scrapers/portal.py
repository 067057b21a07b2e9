"""One portal, as its file describes it: who publishes, where, when, and what to expect.

Put here: the model of scrapers/portals/*.yml and the loader that walks the folder.
Keep out: facts about a single portal (they stand in its file) and how a family reads its pages.
"""

import os
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from scrapers.families import families
from scrapers.families.base import Family, Parameters
from scrapers.hosts import host_of, is_loopback

PORTALS_FOLDER = Path(__file__).parent / "portals"
EXTRA_FOLDER = "JUESUAN_PORTALS"
"""Environment setting: one more folder of portal files (the demo writes its own there)."""

_PORTAL_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


_HINTS = {
    "publisher": "{name_zh: …, name_en: …}, whose portal it is",
    "region_code": 'the six digits of GB/T 2260 in quotation marks, e.g. "140100"',
    "family": "the name of a module of scrapers/families; its docstring is the recipe",
    "columns": "a list of {title_zh: …, address: …}, where the walk begins",
    "title_zh": "the column's own title; it judges lines that show only a department's name",
    "address": "the column's address with http:// or https://",
    "allowed_hosts": "every host that may be asked: those of columns, details and files",
    "publication_window": '{opens: "08-15", closes: "10-31"}, when accounts of the year before appear',
    "expectations": "{min_documents: 0}, what a healthy crawl finds; 0 while no crawl is known",
    "verified": "the date of the last look at the portal, or never",
}
"""What to write for a missing key."""


class PortalFileError(Exception):
    """Portal files that cannot be used: every problem of every file, a line each, with file and key."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Strict):
    """Whose portal it is."""

    name_zh: Text
    name_en: Text


class Column(_Strict):
    """A column from which the portal is walked. `title_zh` judges lines that show only a department's name."""

    title_zh: Text
    address: Text


class PublicationWindow(_Strict):
    """When the accounts of the year before are expected, as month-day. By law within 20 days of approval."""

    opens: MonthDay
    closes: MonthDay


class Expectations(_Strict):
    """What a healthy crawl finds. Set `min_documents` 10–20% under a known healthy run, 0 where none is known.

    `last_fiscal_year` is for a portal that publishes no more (已归档): later accounts are not waited for.
    """

    min_documents: int = Field(ge=0)
    last_fiscal_year: int | None = Field(default=None, ge=2010)


class Portal(_Strict):
    """One portal. `portal_id` is the stem of its file's name; the other attributes are the keys of the file."""

    portal_id: str
    publisher: Publisher
    region_code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    family: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    columns: tuple[Column, ...] = Field(min_length=1)
    allowed_hosts: frozenset[str] = Field(min_length=1)
    publication_window: PublicationWindow
    expectations: Expectations
    verified: date | Literal["never"]
    delay_seconds: float = Field(default=5, ge=0)
    recheck_days: int = Field(default=7, ge=0)
    """A detail page whose listing entry has not changed is read again after this many days."""
    certificate_problem: Text | None = None
    """What is wrong with the portal's certificate (expired, another name, incomplete chain), as somebody saw it. Only
    with it are certificates not verified."""

    @model_validator(mode="after")
    def _is_coherent(self) -> "Portal":
        problems = list(self._problems())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _problems(self) -> Iterable[str]:
        if self.family not in families():
            yield f"family: {self.family!r} is no family{_meant(self.family, families())}"
        else:
            try:
                self.family_parameters  # noqa: B018 - reading it validates it
            except ValidationError as error:
                for problem in error.errors():
                    yield f"parameters.{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
        for number, column in enumerate(self.columns):
            scheme = urlsplit(column.address).scheme
            if scheme not in ("http", "https"):
                yield f"columns.{number}.address: {column.address!r} must begin with http:// or https://"
            elif host_of(column.address) not in self.allowed_hosts:
                yield f"columns.{number}.address: host {host_of(column.address)!r} is missing from allowed_hosts"
        if self.delay_seconds < 1 and not all(map(is_loopback, self.allowed_hosts)):
            yield f"delay_seconds: {self.delay_seconds:g} is under 1; only portals on 127.0.0.1 may be asked faster"

    @property
    def reader(self) -> Family:
        """The family that reads this portal's pages."""
        return families()[self.family]

    @cached_property
    def family_parameters(self) -> Parameters:
        """The portal's `parameters` in the shape of its family. Raises pydantic's ValidationError."""
        return self.reader.parameters.model_validate(self.parameters)

    @property
    def is_on_loopback(self) -> bool:
        """Whether every host of the portal is this machine (the demo and tests)."""
        return all(map(is_loopback, self.allowed_hosts))


def _meant(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that a wrong one is like, or all of them."""
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else f", choose one of {', '.join(sorted(known))}"


def load_portal(path: Path) -> Portal:
    """Read one portal file. Raises PortalFileError with all its problems, each naming file and key."""
    if not _PORTAL_ID.fullmatch(path.stem):
        raise PortalFileError([f"{path}: name it <region>_<level>.yml in small letters, e.g. changsha_city.yml"])
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PortalFileError([f"{path}: cannot be read as YAML: {error}"]) from error
    if not isinstance(content, dict):
        raise PortalFileError([f"{path}: must hold keys and values, begins as {type(content).__name__}"])
    if "portal_id" in content:
        raise PortalFileError([f"{path}: portal_id: leave it out, the file's name says it"])
    try:
        return Portal.model_validate({**content, "portal_id": path.stem})
    except ValidationError as error:
        raise PortalFileError(_sentences(path, error)) from error


def load_portals(folders: Iterable[Path] | None = None) -> dict[str, Portal]:
    """All portals by id, from scrapers/portals and the folder that $JUESUAN_PORTALS names, or from `folders`.

    Raises PortalFileError with the problems of all files at once, also when two files have one name.
    """
    portals: dict[str, Portal] = {}
    problems: list[str] = []
    for folder in default_folders() if folders is None else folders:
        if not folder.is_dir():
            problems.append(f"{folder}: no such folder of portal files; correct ${EXTRA_FOLDER}")
            continue
        for path in sorted(folder.glob("*.y*ml")):
            if path.suffix != ".yml":
                problems.append(f"{path}: rename it to end in .yml")
            elif path.stem in portals:
                problems.append(f"{path}: another portal file has the same name")
            else:
                try:
                    portals[path.stem] = load_portal(path)
                except PortalFileError as error:
                    problems.extend(error.problems)
    if problems:
        raise PortalFileError(problems)
    return portals


def default_folders() -> list[Path]:
    """The folders that are walked for portal files."""
    extra = os.environ.get(EXTRA_FOLDER)
    return [PORTALS_FOLDER, *([Path(extra)] if extra else [])]


def _sentences(path: Path, error: ValidationError) -> list[str]:
    sentences = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        match problem["type"]:
            case "missing":
                hint = _HINTS.get(key.rpartition(".")[2], "")
                sentences.append(f"{path}: {key}: this key is missing{hint and f'; write {hint}'}")
            case "extra_forbidden":
                *above, last = (str(part) for part in problem["loc"])
                sentences.append(f"{path}: {key}: no such key{_meant(last, _keys_below(above))}")
            case "value_error" if not key:
                text = str(problem["ctx"]["error"])
                sentences.extend(f"{path}: {part}" for part in text.split("; "))
            case _:
                sentences.append(f"{path}: {key}: {problem['msg']}, not {problem['input']!r}")
    return sentences


def _keys_below(above: list[str]) -> Iterable[str]:
    """The keys that a part of a portal file can have."""
    models: dict[str, type[BaseModel]] = {
        "publisher": Publisher,
        "columns": Column,
        "publication_window": PublicationWindow,
        "expectations": Expectations,
    }
    return set(models.get(above[0], Portal).model_fields if above else Portal.model_fields) - {"portal_id"}
