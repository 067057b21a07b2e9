"""Ruled tables: boxes of text in rows and columns, some of them amounts whose page is recorded.

Put here: the grid of a printed table, its row heights and its drawing.
Keep out: which boxes a statutory table has (`demo.forms`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from reportlab.lib.colors import black
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Table

from demo.figures import FiguresError
from demo.flowables import Align, Place, Text, break_lines
from demo.fonts import Fonts

RULE_WIDTH: Final = 0.5
LEADING: Final = 1.2


@dataclass(eq=False)
class PrintedAmount:
    """An amount as it stands on a page: `place` is known once the document is drawn."""

    table_id: str
    side: str | None
    row_no: int | None
    subject_code: str | None
    label_zh: str
    measure: str
    amount: Decimal
    unit: str
    key: str
    text: str = ""
    place: Place | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Box:
    """A cell that may span columns and rows; `indent` in characters."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = "center"
    bold: bool = False
    indent: int = 0
    amount: PrintedAmount | None = None


GridRow = list[Box | None]
"""One box a column; None where a box of the left or of a row above spans."""


def row(*boxes: Box) -> GridRow:
    """A row in which each box is followed by the columns it spans."""
    return [cell for box in boxes for cell in (box, *([None] * (box.columns - 1)))]


@dataclass
class Grid:
    """A printed table: relative column widths, header and body."""

    widths: Sequence[float]
    header: list[GridRow]
    body: list[GridRow]

    def amounts(self) -> list[PrintedAmount]:
        """The amounts of header and body, in reading order."""
        return [box.amount for line in (*self.header, *self.body) for box in line if box and box.amount]


@dataclass(frozen=True)
class Typography:
    """Fonts and measures of a table in points."""

    fonts: Fonts
    size: float
    row_height: float
    padding: float = 2.5


def _lines(box: Box, width: float, typography: Typography) -> int:
    font = typography.fonts.sans if box.bold else typography.fonts.serif
    room = width - 2 * typography.padding - box.indent * typography.size
    return len(break_lines(box.text, font, typography.size, room)) if box.text else 0


def _heights(lines: list[GridRow], widths: Sequence[float], typography: Typography) -> list[float]:
    """Row heights in which every box has room for its lines, boxes over several rows included."""

    def needed(box: Box, column: int) -> float:
        count = _lines(box, sum(widths[column : column + box.columns]), typography)
        return count * typography.size * LEADING + 2 * typography.padding

    heights = [typography.row_height] * len(lines)
    for spans in (False, True):
        for index, line in enumerate(lines):
            for column, box in enumerate(line):
                if box is None or (box.rows > 1) is not spans:
                    continue
                last = index + box.rows - 1
                heights[last] += max(0.0, needed(box, column) - sum(heights[index : last + 1]))
    return heights


def draw_grid(
    grid: Grid, width: float, typography: Typography, *, repeat_header: bool, rehearsal: bool = False
) -> Table:
    """A flowable of the grid, `width` points wide, every cell ruled; it continues over pages between rows.

    A `rehearsal` has the same height but no text: enough to learn which page comes after it.
    """
    lines = [*grid.header, *grid.body]
    scale = width / sum(grid.widths)
    widths = [w * scale for w in grid.widths]
    cells: list[list[Text | str]] = []
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), RULE_WIDTH, black),
        ("FONT", (0, 0), (-1, -1), typography.fonts.serif, typography.size),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), typography.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), typography.padding),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    for index, line in enumerate(lines):
        _check_fit(line, widths, typography)
        cells.append(["" if rehearsal else _cell(box, typography) for box in line])
        for column, box in enumerate(line):
            if box and (box.columns > 1 or box.rows > 1):
                commands.append(("SPAN", (column, index), (column + box.columns - 1, index + box.rows - 1)))
    return Table(
        cells,
        colWidths=widths,
        rowHeights=_heights(lines, widths, typography),
        style=commands,
        repeatRows=len(grid.header) if repeat_header else 0,
    )


def _check_fit(line: GridRow, widths: Sequence[float], typography: Typography) -> None:
    for box, width in zip(line, widths, strict=True):
        if box is None or box.amount is None:
            continue
        needed = stringWidth(box.text, typography.fonts.serif, typography.size) + 2 * typography.padding
        if needed > width + 0.01:
            raise FiguresError(
                f"{box.amount.table_id}, {box.amount.label_zh or 'row'}, {box.amount.measure}: "
                f"{box.text} is {needed - width:.0f} points wider than its cell; use smaller figures"
            )


def _cell(box: Box | None, typography: Typography) -> Text | str:
    if box is None or not box.text:
        return ""
    amount = box.amount
    return Text(
        box.text,
        typography.fonts.sans if box.bold else typography.fonts.serif,
        typography.size,
        align=box.align,
        leading=LEADING,
        indent=box.indent * typography.size,
        on_draw=None if amount is None else lambda place: setattr(amount, "place", place),
    )
