"""Lines joined to paragraphs, each character keeping its place on the page.

Put here: what is one paragraph, and where a part of it is printed.
Keep out: what the text says.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.extract.document import Page, TextLine
from pipelines.extract.frame import Box, union
from pipelines.normalize.claims.lexicon import lexicon
from pipelines.normalize.claims.numbers import stated_numbers

_KEPT = frozenset("，。；、？！…")
_HEADING_ENDS = ("说明", "情况")
_TERMINATORS = "。；;:：！"
_IN_A_NUMBER = frozenset("0123456789.,")
_FULL = 2.5  # of a line's height: a line that ends so near the right edge goes on
_SHORT = 0.3  # of the width of the text: a line that lacks so much of it is the last of its paragraph


def plain(text: str) -> str:
    """The text for matching, character by character: full-width letters, digits and brackets made half-width.

    Has as many characters as `text`; commas, full stops and quotation marks stay as printed.
    """
    return "".join(_plain(letter) for letter in text)


# A comma between digits groups them only before exactly three more; the end of a line says nothing yet.
_STOP_IN_LINE = re.compile(r"(?<=[^\d]),|,(?=[^\d])")
_STOP = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_GROUPING = re.compile(r"(?<![\d.，])\d{1,3}(?:，\d{3})+(?=\.\d|[亿万千]?元)")


def _with_stops(text: str) -> str:
    """The text with half-width commas that end a clause made full-width, and those that group digits half-width."""
    if "," in text:
        text = _STOP.sub("，", text)
    return _GROUPING.sub(lambda match: match.group().replace("，", ","), text) if "，" in text else text


def _plain(letter: str) -> str:
    if letter in _KEPT:
        return ";" if letter == "；" else letter
    normal = unicodedata.normalize("NFKC", letter)
    return normal if len(normal) == 1 else letter


@dataclass(slots=True)
class Line:
    """A line of the narrative without white space: as printed, for matching, and where."""

    page: Page
    source: TextLine
    printed: str = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.printed = "".join(self.source.text.split())
        self.text = _STOP_IN_LINE.sub("，", plain(self.printed))

    def box_of(self, start: int, end: int) -> Box:
        """The box around some of the characters, in the reading frame; the line's where they are not known."""
        boxes = self.source.character_boxes
        if boxes is None or len(boxes) != len(self.text):
            return self.source.box
        low, high = np.min(boxes[start:end], axis=0), np.max(boxes[start:end], axis=0)
        return (float(low[0]), float(low[1]), float(high[2]), float(high[3]))


@dataclass(slots=True)
class Paragraph:
    """Lines read as one text; `text` and `printed` have the same characters, place by place."""

    lines: list[Line]
    text: str = field(init=False)
    printed: str = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.text = _with_stops("".join(line.text for line in self.lines))
        self.printed = "".join(line.printed for line in self.lines)
        self._starts = [0]
        for line in self.lines[:-1]:
            self._starts.append(self._starts[-1] + len(line.text))

    def place_of(self, start: int, end: int) -> tuple[int, Box]:
        """The page on which a part of the text begins, and its box there as the page is shown."""
        first = bisect_right(self._starts, start) - 1
        page = self.lines[first].page
        boxes = []
        for line, offset in zip(self.lines[first:], self._starts[first:], strict=True):
            if offset >= end or line.page.page_no != page.page_no:
                break
            boxes.append(line.box_of(max(start - offset, 0), min(end - offset, len(line.text))))
        return page.page_no, page.frame.box_to_shown(union(boxes))


def is_heading(text: str) -> bool:
    """Whether a paragraph or line is nothing but the heading of a section (一、) or subsection （一）: no statement."""
    words = lexicon().headings
    if len(text) > words.longest:
        return False
    if words.unnumbered.match(text):
        return True
    if not (words.section.match(text) or words.subsection.match(text)):
        return False
    return not any(mark in text.rstrip("。:") for mark in "。，;:") and not any(stated_numbers(text))


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Join the lines of the narrative."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.page.page_no, (line.source.box[0], line.source.box[2]))
        edges[line.page.page_no] = (min(left, line.source.box[0]), max(right, line.source.box[2]))
    found: list[Paragraph] = []
    current: list[Line] = []
    for line in lines:
        if current and _begins_anew(current, line, edges[current[-1].page.page_no]):
            found.append(Paragraph(current))
            current = []
        current.append(line)
    if current:
        found.append(Paragraph(current))
    return found


def _begins_anew(current: list[Line], line: Line, edges: tuple[float, float]) -> bool:
    """Whether `line` is the first of a new paragraph."""
    words, last = lexicon().headings, current[-1]
    left, right = edges
    missing, height = right - last.source.box[2], last.source.box[3] - last.source.box[1]
    if len(current) <= 2 and is_heading("".join(part.text for part in current)):
        ends = last.text.endswith((*_HEADING_ENDS, "。", ":"))
        return ends or missing > _FULL * height
    numbered = any(pattern.match(line.text) for pattern in (words.section, words.subsection, words.item))
    ended = last.text.endswith(tuple(_TERMINATORS))
    if is_heading(line.text) and line.text.endswith(_HEADING_ENDS):
        return True
    if numbered:
        return ended or missing > _FULL * height
    return (missing > _SHORT * (right - left) and last.text[-1] not in _IN_A_NUMBER) or (
        ended and last.text.endswith("。") and line.source.box[0] > left + height and missing > _FULL * height
    )
