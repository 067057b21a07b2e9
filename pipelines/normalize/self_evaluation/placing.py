"""Which heading a cell of a form belongs to.

Put here: headings with their place across the page, and binding by place or, where rules are missing, by order.
Keep out: what the columns mean (funds.py, indicators.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extract.frame import Box, union
from pipelines.normalize.grid_rows import Cell, Row
from pipelines.normalize.money import is_dash, parse_amount
from pipelines.normalize.self_evaluation.records import NOTHING, PrintedNumber
from pipelines.normalize.text import squeeze, tidy

_SHARED_WIDTH = 0.5  # of the narrower of cell and heading


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name and its place across the page, in points of the reading frame."""

    column: str
    x0: float
    x1: float


def headings_of(row: Row, column_of: Callable[[str], str | None]) -> list[Heading]:
    """The headings of a row whose texts name columns, left to right."""
    named = [(column_of(cell.text), span(cell)) for cell in row.cells]
    return [Heading(column, x0, x1) for column, (x0, x1) in named if column is not None]


def with_parts(headings: list[Heading], row: Row, part_of: Callable[[str], str | None]) -> list[Heading]:
    """The headings with those of the row below in place of the one they stand under."""
    parts = headings_of(row, part_of)
    columns = {part.column for part in parts}
    kept = [heading for heading in headings if heading.column not in columns]
    return sorted([*kept, *parts], key=lambda heading: heading.x0)


def span(cell: Cell) -> tuple[float, float]:
    """The left and right edge of a cell."""
    return cell.region.cell_box[0], cell.region.cell_box[2]


def under(cell: Cell, headings: Sequence[Heading]) -> list[Heading]:
    """The headings that share at least half of their width, or of the cell's, with a cell."""
    x0, x1 = span(cell)
    return [
        heading
        for heading in headings
        if min(x1, heading.x1) - max(x0, heading.x0) > _SHARED_WIDTH * min(x1 - x0, heading.x1 - heading.x0)
    ]


def place(cells: Sequence[Cell], headings: Sequence[Heading]) -> dict[str, Cell] | None:
    """Each cell by the one heading it stands under; null where one stands under none, several or another's."""
    placed: dict[str, Cell] = {}
    for cell in cells:
        over = under(cell, headings)
        if len(over) != 1 or (over[0].column in placed and over[0].column != "ignored"):
            return None
        placed[over[0].column] = cell
    return placed


def number_of(text: str) -> Decimal | None:
    """A printed number, also of percent or points (90.45%, 10分); null where the text is none."""
    return parse_amount(squeeze(text).removesuffix("%").removesuffix("分"))


def is_score(text: str) -> bool:
    """Whether a text can be a weight or score."""
    return "%" not in squeeze(text) and number_of(text) is not None


def is_numeric(text: str) -> bool:
    """Whether a text is a number or a dash in its place."""
    return is_dash(text) or number_of(text) is not None


def printed(cell: Cell | None) -> PrintedNumber:
    """The number of a cell with its text."""
    return NOTHING if cell is None else PrintedNumber(tidy(cell.text), number_of(cell.text))


def texts_of(cells: Sequence[Cell]) -> str:
    """The texts of some cells, for a finding."""
    return " | ".join(tidy(cell.text) for cell in cells)


def box_of(cells: Sequence[Cell]) -> Box:
    """The box around cells of one page, as it is shown."""
    return cells[0].page.frame.box_to_shown(union([cell.region.cell_box for cell in cells]))
