"""The text of a page as runs: pieces of a line that no vertical rule cuts.

Put here: reading pdfium's characters with their boxes and joining them into runs and lines.
Keep out: rules, tables, and what the words mean.

A page has a thousand characters, so their geometry is worked out in arrays, not one by one.
"""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from pipelines.extract.bulk import angles, loose_boxes
from pipelines.extract.frame import Box, Frame
from pipelines.extract.rules import Line

_SOFT_HYPHEN = "\x02"  # how pdfium writes a hyphen at the end of a line
_UNMAPPED = "\ufffd"
_SAME_LINE = 0.5  # of the smaller height: two boxes that share less of it vertically are on different lines
_WIDEST_GAP = 4.0  # of a character's height: farther apart, two characters are not one run
_NUDGE = 0.02
_SMALLEST = 0.5  # points: no character is smaller, whatever its font declares
_WHITE = np.array([chr(code).isspace() for code in range(0x3002)])  # the last white space of Unicode is U+3000
_WORDS = re.compile(r"(\s+)")

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Characters:
    """The black characters of a page in pdfium's order, with their loose boxes (line height) in the reading frame.

    `text[i]` is one character, `boxes[i]` its left, bottom, right, top, `middles[i]` the centre of that: x and y.
    `places[i]` says where in `printed`, the text with its white space, it stands.
    """

    text: str
    boxes: Numbers
    middles: Numbers
    printed: str
    places: list[int]

    def words(self, start: int, end: int) -> str:
        """The characters from `start` up to `end` with the white space between them, line breaks aside."""
        first, last = self.places[start], self.places[end - 1] + 1
        if last - first == end - start:
            return self.printed[first:last]
        return "".join(
            part.strip("\r\n") if part.isspace() else part for part in _WORDS.split(self.printed[first:last])
        )


class Run:
    """Consecutive characters of a line, in the shape Camelot expects of a text line.

    `x0` to `x1` reach from the centre of the first character to that of the last, so that a text which touches the
    next cell still lies in its own; `box` is the whole of it. All in the reading frame. `span` says which of the
    page's characters these are.
    """

    __slots__ = ("box", "span", "text", "x0", "x1", "y0", "y1")

    def __init__(
        self, text: str, box: Box, first_middle: float, last_middle: float, span: tuple[int, int] = (0, 0)
    ) -> None:
        """Take the text, its box, the horizontal centres of its first and last character and where it stands."""
        self.text, self.box, self.span = text, box, span
        self.x0, self.x1 = first_middle - _NUDGE, last_middle + _NUDGE
        self.y0, self.y1 = box[1], box[3]

    @property
    def bbox(self) -> Box:
        """The box by the name Camelot uses."""
        return (self.x0, self.y0, self.x1, self.y1)

    def get_text(self) -> str:
        """The text by the name Camelot uses."""
        return self.text

    def nudged(self) -> "Run":
        """A copy a hair lower: Camelot drops a text whose middle lies exactly on a row line."""
        copy = Run(self.text, self.box, self.x0 + _NUDGE, self.x1 - _NUDGE, self.span)
        copy.y0, copy.y1 = self.y0 - _NUDGE, self.y1 - _NUDGE
        return copy


def quarter_turns(text_page: pdfium.FPDF_TEXTPAGE, printed: str) -> int:
    """By how many quarter turns (anticlockwise) most characters of the page are turned; pdfium counts clockwise."""
    sample = [index for index in range(0, len(printed), max(1, len(printed) // 40)) if not printed[index].isspace()]
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles(text_page, sample))
    return turns.most_common(1)[0][0] if turns else 0


def read_characters(text_page: pdfium.FPDF_TEXTPAGE, printed: str, frame: Frame) -> Characters:
    """The black ones of the characters that `read_printed` gave, in the reading frame."""
    codes = np.frombuffer(printed.encode("utf-32-le"), dtype=np.uint32)
    places = np.flatnonzero(~_WHITE[np.minimum(codes, len(_WHITE) - 1)]).tolist()
    boxes = _turned(_upright(loose_boxes(text_page, places)), frame)
    text = printed if len(places) == len(printed) else "".join(printed.split())
    return Characters(text, boxes, (boxes[:, :2] + boxes[:, 2:]) / 2, printed, places)


def _upright(boxes: Numbers) -> Numbers:
    """Boxes with left before right and bottom below top: some fonts declare no height, a few a negative one."""
    low, high = np.minimum(boxes[:, :2], boxes[:, 2:]), np.maximum(boxes[:, :2], boxes[:, 2:])
    return np.hstack([low, np.maximum(high, low + _SMALLEST)])


def _turned(boxes: Numbers, frame: Frame) -> Numbers:
    if frame.quarter_turns == 0:
        return boxes
    turned = [frame.box_to_reading((box[0], box[1], box[2], box[3])) for box in boxes.tolist()]
    return np.array(turned, dtype=np.float64).reshape(-1, 4)


def read_printed(text_page: pdfium.FPDF_TEXTPAGE) -> str:
    """The text of a page: a letter for each of pdfium's characters, generated ones too; unmapped glyphs are U+FFFD."""
    count = pdfium.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1  # counts the closing zero
    units = np.frombuffer(buffer, dtype=np.uint16)[:count]
    if written == count and not ((units < 9) | ((units >= 0xD800) & (units <= 0xDFFF))).any():
        return units.tobytes().decode("utf-16-le")
    # Some glyph has no letter or needs two units: the text as a whole does not line up with the characters.
    return "".join(_letter(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _letter(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or code == 0 or code > 0x10FFFF:
        return _UNMAPPED
    letter = chr(code)
    return "-" if letter == _SOFT_HYPHEN else letter


def runs_of(characters: Characters, vertical_rules: list[Line]) -> list[Run]:
    """Cut the characters into runs: at each line jump, wide gap and vertical rule crossed."""
    count = len(characters.text)
    if count == 0:
        return []
    boxes, middles = characters.boxes, characters.middles
    cuts = np.flatnonzero(_breaks(boxes, middles, vertical_rules)) + 1
    starts = [0, *cuts.tolist()]
    ends = [*cuts.tolist(), count]
    low = np.minimum.reduceat(boxes, starts, axis=0).tolist()
    high = np.maximum.reduceat(boxes, starts, axis=0).tolist()
    centres = middles[:, 0].tolist()
    words = characters.words
    return [
        Run(
            words(start, end),
            (low[number][0], low[number][1], high[number][2], high[number][3]),
            centres[start],
            centres[end - 1],
            (start, end),
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _breaks(boxes: Numbers, middles: Numbers, vertical_rules: list[Line]) -> npt.NDArray[np.bool_]:
    """For each character but the last, whether a run ends with it."""
    before, after = boxes[:-1], boxes[1:]
    heights = np.maximum(np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 0.0)
    shared = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    tall = np.maximum(np.maximum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1]), 1.0)
    ends: npt.NDArray[np.bool_] = (
        (shared < _SAME_LINE * heights)
        | (middles[1:, 0] < middles[:-1, 0] - _NUDGE)
        | (after[:, 0] - before[:, 2] > _WIDEST_GAP * tall)
    )
    if vertical_rules:
        rules = sorted(vertical_rules)
        edges = np.array([rule[0] for rule in rules])
        places = np.searchsorted(edges, middles[:, 0], side="right")
        for index in np.flatnonzero(~ends & (places[:-1] != places[1:])).tolist():
            y = middles[index + 1, 1]
            crossed = rules[places[index] : places[index + 1]]
            ends[index] = any(rule[1] <= y <= rule[3] for rule in crossed)
    return ends


def _on_one_line(low: float, high: float, other_low: float, other_high: float) -> bool:
    """Whether two vertical spans belong to one line: a comma's box is a small part of the line's, not its middle."""
    shared = min(high, other_high) - max(low, other_low)
    return shared >= _SAME_LINE * min(high - low, other_high - other_low)


def lines_of(runs: list[Run]) -> list[list[Run]]:
    """Group runs into lines, top to bottom, each from left to right."""
    if len(runs) == 1:
        return [runs]
    lines: list[list[Run]] = []
    spans: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: (-(run.y0 + run.y1), run.x0)):
        if spans and _on_one_line(*spans[-1], run.y0, run.y1):
            lines[-1].append(run)
            spans[-1] = (min(spans[-1][0], run.y0), max(spans[-1][1], run.y1))
        else:
            lines.append([run])
            spans.append((run.y0, run.y1))
    return [sorted(line, key=lambda run: run.x0) for line in lines]
