"""The table layouts: one YAML file says how one statutory table is recognized and read.

Put here: the shape of a layout file, loading all of them, and finding the layout of a title or header.
Keep out: any word of a real table (that is the files' business).
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.errors import PipelineError
from pipelines.normalize.text import squeeze

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
Role = Literal["subject_code", "label", "row_no", "measure", "ignored"]
Side = Literal["income", "expenditure"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """A kind of column: in its header path (words joined by /) every pattern of `header` is found, none of `without`.

    A measure may hold `{row}`: the part that the row's label adds (`RowPart`).
    """

    role: Role = "measure"
    measure: str | None = None
    header: tuple[str, ...]
    without: tuple[str, ...] = ()
    optional: bool = False

    @model_validator(mode="after")
    def _measure_is_named(self) -> "Column":
        if (self.role == "measure") != (self.measure is not None):
            raise ValueError("a column has either a role or a measure")
        return self

    def matches(self, path: str) -> bool:
        """Whether the header path of a column is this one's."""
        if any(re.search(pattern, path) for pattern in self.without):
            return False
        return all(re.search(pattern, path) for pattern in self.header)


class UnitRule(_Strict):
    """The unit of rows whose label says that they do not count money."""

    label: str
    unit: str


class RowPart(_Strict):
    """What a row's label adds to the measure of its numbers, where a table lists measures down and not across."""

    label: str
    part: str


class Layout(_Strict):
    """How one statutory table is recognized (titles, header) and read (columns)."""

    layout_id: str
    table_id: str
    titles: tuple[str, ...] = Field(min_length=1)
    has_labels: bool = True
    sides: dict[Side, str] = Field(default_factory=dict)
    columns: tuple[Column, ...] = Field(min_length=1)
    units: tuple[UnitRule, ...] = ()
    rows: tuple[RowPart, ...] = ()

    @property
    def required_measures(self) -> frozenset[str]:
        """The measures without which a header is not this layout's."""
        return frozenset(c.measure for c in self.columns if c.measure is not None and not c.optional)

    def column_of(self, path: str) -> Column | None:
        """The first column of the file whose patterns all occur in a header path."""
        return next((column for column in self.columns if column.matches(path)), None)

    def side_of(self, path: str) -> Side | None:
        """The side of a two-sided summary that a header path belongs to."""
        return next((side for side, pattern in self.sides.items() if re.search(pattern, path)), None)

    def measure_in_row(self, measure: str, label: str) -> str | None:
        """The measure of a number, completed by its row's label; null where the label adds nothing it could."""
        if "{row}" not in measure:
            return measure
        part = next((row.part for row in self.rows if re.search(row.label, label)), None)
        return None if part is None else measure.replace("{row}", part)

    def unit_of(self, label: str) -> str | None:
        """The unit of a row that does not count money."""
        return next((rule.unit for rule in self.units if re.search(rule.label, label)), None)


def load_layouts(folder: Path = LAYOUTS) -> tuple[Layout, ...]:
    """All layouts of a folder, by file name.

    Raises:
        PipelineError: a file is not a layout; the message names it and all that is wrong with it.
    """
    layouts, wrong = [], []
    for path in sorted(folder.glob("*.yml")):
        try:
            layouts.append(Layout(layout_id=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8"))))
        except (ValidationError, TypeError, yaml.YAMLError) as error:
            wrong.append(f"{path.name}: {error}")
    if wrong:
        raise PipelineError("layout files need mending:\n" + "\n".join(wrong))
    return tuple(layouts)


@cache
def known_layouts() -> tuple[Layout, ...]:
    """The layouts of the project, read once a process."""
    return load_layouts()


# What stands before a title may name a unit, a year or a number, but not narrow the title to another table's.
_NARROWING = re.compile(r"(财政拨款|项目|预算|支出|收入|基金|资本|资金|明细|专户|结转结余|情况)$")
_NOT_TITLE = re.compile(r"公开\w{0,3}\d+表|公开表\w+|(?:金额)?单位[::].*$|财决\w+表")


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    pairs = {(squeeze(title), layout.table_id) for layout in known_layouts() for title in layout.titles}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def table_announced(line: str) -> str | None:
    """The table whose title a line of text is, by the longest title it ends with; null where it is none."""
    words = _NOT_TITLE.sub("", squeeze(line))
    for title, table_id in _titles():
        if words.endswith(title):
            return None if _NARROWING.search(words.removesuffix(title)) else table_id
    return None
