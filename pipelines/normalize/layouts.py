"""The table layouts: one YAML file says how one table is recognized and read.

Put here: the shape of a layout file and loading all of them.
Keep out: any word of a real table (that is the files' business) and comparing titles (titles.py).
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.errors import PipelineError

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
Role = Literal["subject_code", "label", "row_no", "measure", "ignored"]
Side = Literal["income", "expenditure"]
NO_FINAL_AMOUNT = (
    "(年初|全年|调整|本年)?预算数$|(年初|全年|调整)预算|预算数/",
    "上年(?!结转)|上一年|同比|增减|增长|占比|比重|比例|差额|差异|完成率|完成预算|%",
    "备注",
)
"""Words over columns that final accounts print beside the amounts of the year: they are none of the measures."""


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
    """What a row's label adds to the measure of its numbers, where a table lists measures down and not across.

    Without a part the row is known and none of the measures: its numbers are left out.
    """

    label: str
    part: str | None = None


class Layout(_Strict):
    """How one table is recognized (titles, header) and read (columns).

    A layout without columns recognizes a table that is printed beside the statutory ones and is not read.
    No column is found in a header path in which a pattern of `never` is. `beside` names the table whose titles these
    are too, unless a document prints that table under another of its titles.
    """

    layout_id: str
    table_id: str
    titles: tuple[str, ...] = Field(min_length=1)
    beside: str | None = None
    has_labels: bool = True
    sides: dict[Side, str] = Field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    never: tuple[str, ...] = NO_FINAL_AMOUNT
    units: tuple[UnitRule, ...] = ()
    rows: tuple[RowPart, ...] = ()

    @property
    def required_measures(self) -> frozenset[str]:
        """The measures without which a header is not this layout's."""
        return frozenset(c.measure for c in self.columns if c.measure is not None and not c.optional)

    def column_of(self, path: str) -> Column | None:
        """The first column of the file whose patterns all occur in a header path."""
        if any(re.search(pattern, path) for pattern in self.never):
            return None
        return next((column for column in self.columns if column.matches(path)), None)

    def side_of(self, path: str) -> Side | None:
        """The side of a two-sided summary that a header path belongs to."""
        return next((side for side, pattern in self.sides.items() if re.search(pattern, path)), None)

    @property
    def is_read(self) -> bool:
        """Whether amounts are read of the table."""
        return bool(self.columns)

    def row_part(self, label: str) -> RowPart | None:
        """What a row's label adds to the measures of its numbers; null where no rule knows the label."""
        return next((row for row in self.rows if re.search(row.label, label)), None)

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
