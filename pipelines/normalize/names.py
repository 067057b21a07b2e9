"""What names a row of a table: code, label and 行次, block by block.

Put here: reading names, codes split over columns or printed in one cell with the name, names broken at a page's end.
Keep out: the numbers of the row (rows.py) and the classifications themselves (subjects.py).
"""

import re
from dataclasses import dataclass, field

from pipelines.normalize.grid_rows import Cell
from pipelines.normalize.header import BoundTable, covered
from pipelines.normalize.lines import is_line
from pipelines.normalize.money import is_dash
from pipelines.normalize.subjects import is_known
from pipelines.normalize.text import squeeze, tidy

_WHOLE = re.compile(r"\d{1,3}")
_CODE_ALONE = re.compile(r"\[?(\d{1,7})\]?")
_CODE_AND_NAME = re.compile(r"[\[(]?(\d{7}|\d{5}|\d{3})[\])]?[-—_.、:\s]?(?=[^\d.,])")
_PRINTED_CODE = re.compile(r"^[\[［(（]?\d+[\]］)）]?[-—－_.、:：]?")


@dataclass(slots=True)
class Name:
    """What names a block's row, and whether a number has taken it."""

    code: str = ""
    label: str = ""
    row_no: int | None = None
    block: int = 0
    order: int = 0
    is_used: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the row is not named at all."""
        return not self.code and not self.label


@dataclass(slots=True)
class NameReader:
    """Reads the names of one table's rows, top to bottom; it remembers the codes above, which rows may leave out."""

    bound: BoundTable
    code_columns: dict[int, list[int]] = field(default_factory=dict)
    parts: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the code columns of each block."""
        for place, column in enumerate(self.bound.columns):
            if column.role == "subject_code":
                self.code_columns.setdefault(column.block, []).append(place)

    def read(self, cell: Cell, name: Name) -> None:
        """Add what one cell says to the name of its block's row."""
        role = covered(self.bound, cell)[0].role
        text = squeeze(cell.text)
        if role == "ignored":
            return
        if role == "row_no" and _WHOLE.fullmatch(text):
            name.row_no = int(text)
        elif role == "subject_code" and (match := _CODE_ALONE.fullmatch(text)):
            name.code = self._joined(cell, match.group(1), name)
        elif (code := self._code_in(text)) is not None and not name.code:
            name.code = code
            name.label += _PRINTED_CODE.sub("", tidy(cell.text))
        elif not is_dash(text):
            name.label += tidy(cell.text)

    def _joined(self, cell: Cell, text: str, name: Name) -> str:
        """The code that a cell completes: 类, 款 and 项 may stand in three columns, each row printing its own part."""
        places = self.code_columns.get(name.block, [])
        if len(places) < 2 or cell.column not in places:
            return text if text.startswith(name.code) and len(text) > 3 else name.code + text
        level = places.index(cell.column)
        parts = self.parts.setdefault(name.block, ["", "", ""])
        if level and len(text) > 3:
            self.parts[name.block] = [text[:3], text[3:5], text[5:7]]
            return text
        before = [name.code] if name.code else [part for part in parts[:level] if part]
        self.parts[name.block] = [*parts[:level], text, *[""] * (2 - level)]
        return "".join(before) + text

    def _code_in(self, text: str) -> str | None:
        """The code that stands in one cell with its name, or alone where a table has no column for codes."""
        if not any(column.role == "subject_code" for column in self.bound.layout.columns):
            return None
        match = _CODE_AND_NAME.match(text) or re.fullmatch(r"(\d{7}|\d{5}|\d{3})", text)
        if match is None or not is_known(self.bound.layout.table_id, match.group(1)):
            return None
        return match.group(1)


def is_rest_of(bound: BoundTable, before: Name, rest: Name) -> bool:
    """Whether a text that begins a page is the rest of the name that the page before broke off."""
    if not rest.label or rest.code:
        return False
    if before.code:
        return True
    table_id = bound.layout.table_id
    return not is_line(table_id, rest.label) and is_line(table_id, before.label + rest.label)
