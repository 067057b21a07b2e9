"""Text that breaks lines the Chinese way and remembers where it was drawn.

Put here: line breaking, the text of a cell, paragraphs, lines of a heading.
Keep out: what the text says and how cells form a table (`demo.grids`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

Align = Literal["left", "center", "right"]

NO_LINE_START: Final = frozenset("，。、；：？！）》」』”’％%)")
"""Characters that may not begin a line."""
_TOKEN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,]*[%％]?|\n|.")


@dataclass(frozen=True)
class Place:
    """Where something was drawn: the page from 1 and the box in points, origin at the top left of the page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


OnDraw = Callable[[Place], None]


@lru_cache(maxsize=50_000)
def break_lines(text: str, font: str, size: float, width: float, first_indent: float = 0.0) -> tuple[str, ...]:
    """The lines of a text in a column of `width` points; numbers stay whole, closing punctuation never leads."""
    lines: list[str] = []
    tokens: list[str] = []
    room = width - first_indent

    def close(rest: list[str]) -> list[str]:
        lines.append("".join(tokens))
        return rest

    for token in _TOKEN.findall(text):
        if token == "\n":
            tokens = close([])
            room = width
            continue
        needed = stringWidth(token, font, size)
        if tokens and needed > room + 0.01:
            carried = [tokens.pop()] if token in NO_LINE_START and len(tokens) > 1 else []
            tokens = close(carried)
            room = width - stringWidth("".join(carried), font, size)
        tokens.append(token)
        room -= needed
    if tokens or not lines:
        close([])
    return tuple(lines)


class Text(Flowable):  # type: ignore[misc]
    """Lines of text in the width it is given; calls `on_draw` with its place."""

    def __init__(
        self,
        text: str,
        font: str,
        size: float,
        *,
        align: Align = "left",
        leading: float = 1.25,
        first_indent: float = 0.0,
        indent: float = 0.0,
        before: float = 0.0,
        after: float = 0.0,
        on_draw: OnDraw | None = None,
    ) -> None:
        """Sizes, indents and spaces in points; `leading` as a multiple of the size."""
        super().__init__()
        self.text, self.font, self.size, self.align = text, font, size, align
        self.line_height = size * leading
        self.first_indent, self.indent, self.on_draw = first_indent, indent, on_draw
        self.spaceBefore, self.spaceAfter = before, after
        self.lines: tuple[str, ...] = ()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the lines and return width and height."""
        del available_height
        self.width = available_width
        if self.text:
            self.lines = break_lines(self.text, self.font, self.size, available_width - self.indent, self.first_indent)
        self.height = self.line_height * len(self.lines)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Split between two lines where the page ends."""
        self.wrap(available_width, available_height)
        fitting = int(available_height // self.line_height)
        if fitting == 0 or self.indent:
            return []
        if fitting >= len(self.lines):
            return [self]
        head, tail = "\n".join(self.lines[:fitting]), "\n".join(self.lines[fitting:])
        leading = self.line_height / self.size
        first = Text(
            head,
            self.font,
            self.size,
            leading=leading,
            first_indent=self.first_indent,
            before=self.spaceBefore,
            on_draw=self.on_draw,
        )
        return [first, Text(tail, self.font, self.size, leading=leading, after=self.spaceAfter)]

    def draw(self) -> None:
        """Draw the lines and report the place."""
        canvas = self.canv
        canvas.setFont(self.font, self.size)
        # CJK glyphs fill the em box from -0.12 to 0.88: centre that box in the line.
        baseline = self.height - (self.line_height + self.size * 0.76) / 2
        left, right = self.width, 0.0
        for number, line in enumerate(self.lines):
            drawn = stringWidth(line, self.font, self.size)
            start = self.indent + (self.first_indent if number == 0 else 0.0)
            if self.align == "center":
                start = (self.width - drawn) / 2
            elif self.align == "right":
                start = self.width - drawn
            canvas.drawString(start, baseline - number * self.line_height, line)
            left, right = min(left, start), max(right, start + drawn)
        if self.on_draw:
            x, y = canvas.absolutePosition(0, 0)
            top = canvas._pagesize[1] - y
            self.on_draw(Place(canvas.getPageNumber(), x + left, top - self.height, x + right, top))


class Line(Flowable):  # type: ignore[misc]
    """One line with a text at the left, in the middle and at the right."""

    def __init__(self, font: str, size: float, *, left: str = "", right: str = "", leader: str = "") -> None:
        """`leader` fills the space between the left and the right text."""
        super().__init__()
        self.font, self.size, self.left, self.right, self.leader = font, size, left, right, leader

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width, one line high."""
        del available_height
        self.width, self.height = available_width, self.size * 1.6
        return self.width, self.height

    def draw(self) -> None:
        """Draw the texts."""
        canvas = self.canv
        canvas.setFont(self.font, self.size)
        baseline = self.size * 0.4
        canvas.drawString(0, baseline, self.left)
        canvas.drawRightString(self.width, baseline, self.right)
        if self.leader:
            used = sum(stringWidth(text, self.font, self.size) for text in (self.left, self.right))
            step = stringWidth(self.leader, self.font, self.size)
            count = max(0, int((self.width - used - self.size) / step))
            end = self.width - stringWidth(self.right, self.font, self.size) - self.size / 4
            canvas.drawRightString(end, baseline, self.leader * count)
