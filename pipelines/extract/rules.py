"""The ruled lines of a page, read from its path objects.

Put here: turning pdfium's path objects, forms included, into horizontal and vertical rules.
Keep out: text, and what the rules mean.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium
from camelot.image_processing import coalesce_collinear_lines

from pipelines.extract.bulk import Thing, as_object, objects, outlines
from pipelines.extract.frame import Frame

Line = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

THICKEST_RULE = 3.0
"""A filled shape at most this thick (points) is a rule: 2 pt rectangles drawn as rules were seen."""
_SKEW = 1.0  # a segment that leaves its axis by more than this (points) is no rule
_SHORTEST_RULE = 2.0
_DEEPEST_FORM = 6
_MOST_OBJECTS = 200_000
_FEWEST_SHAPES = 4  # fewer shapes are no grid, whatever their edges
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Rules:
    """The rules of a page in its reading frame: each `(x0, y0, x1, y1)` with x0 <= x1 and y0 <= y1."""

    horizontal: list[Line] = field(default_factory=list)
    vertical: list[Line] = field(default_factory=list)

    @property
    def may_form_a_table(self) -> bool:
        """Whether there are the two rules an axis that the smallest grid needs."""
        return len(self.horizontal) >= 2 and len(self.vertical) >= 2

    def coalesced(self) -> "Rules":
        """The same rules, pieces of one line joined."""
        return Rules(
            coalesce_collinear_lines(self.horizontal, "horizontal"),
            coalesce_collinear_lines(self.vertical, "vertical"),
        )


def read_rules(page: pdfium.FPDF_PAGE, frame: Frame) -> Rules:
    """Read the rules of a loaded page; where nothing is ruled, the edges of filled shapes stand for them."""
    drawn = [(thing, kind) for thing, kind in objects(page, _MOST_OBJECTS) if kind != pdfium.FPDF_PAGEOBJ_TEXT]
    thin, thick = _parted([thing for thing, kind in drawn if kind == pdfium.FPDF_PAGEOBJ_PATH])
    thick.extend((as_object(thing), kind) for thing, kind in drawn if kind != pdfium.FPDF_PAGEOBJ_PATH)
    rules = Rules()
    for with_filled_edges in (False, True):
        rules = Rules()
        for segment in thin:
            _add(rules, segment, frame)
        for thing, kind in thick:
            for segment in _strokes_of(thing, kind, _IDENTITY, 0, with_filled_edges):
                _add(rules, segment, frame)
        if rules.may_form_a_table or len(drawn) < _FEWEST_SHAPES:
            break
    return rules.coalesced()


def _parted(paths: list[Thing]) -> tuple[list[Line], list[tuple[pdfium.FPDF_PAGEOBJECT, int]]]:
    """The middle lines of paths as thin as a rule, whose bounds say it all, and the other paths with their type.

    Most rules are thin paths of their own. A path that is neither filled nor stroked is not to be seen.
    """
    thin, thick = [], []
    for path, bounds, is_drawn in zip(paths, *outlines(paths), strict=True):
        if any(is_drawn):
            left, bottom, right, top = bounds
            line = _middle_line(left, bottom, right, top)
            if line is None:
                thick.append((as_object(path), pdfium.FPDF_PAGEOBJ_PATH))
            else:
                thin.append(line)
    return thin, thick


def _add(rules: Rules, segment: Line, frame: Frame) -> None:
    x0, y0, x1, y1 = segment
    if frame.quarter_turns:
        (x0, y0), (x1, y1) = frame.to_reading(x0, y0), frame.to_reading(x1, y1)
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _SKEW and width > _SHORTEST_RULE:
        middle = (y0 + y1) / 2
        rules.horizontal.append((min(x0, x1), middle, max(x0, x1), middle))
    elif width <= _SKEW and height > _SHORTEST_RULE:
        middle = (x0 + x1) / 2
        rules.vertical.append((middle, min(y0, y1), middle, max(y0, y1)))


def _strokes_of(
    thing: pdfium.FPDF_PAGEOBJECT, kind: int, outer: Matrix, depth: int, with_filled_edges: bool
) -> Iterator[Line]:
    """Each straight stroke of an object in user space, thin filled shapes as their middle line."""
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path_strokes(thing, outer, with_filled_edges)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        line = _thin(_image_corners(_compose(_matrix(thing), outer)))
        if line is not None:
            yield line
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = _compose(_matrix(thing), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
            part = pdfium.FPDFFormObj_GetObject(thing, index)
            yield from _strokes_of(part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1, with_filled_edges)


def _image_corners(matrix: Matrix) -> list[tuple[float, float]]:
    """The corners of an image: some programs draw a rule as a stretched picture of one dot."""
    return [_apply(matrix, x, y) for x, y in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))]


def _middle_line(left: float, bottom: float, right: float, top: float) -> Line | None:
    """The middle line of a shape that is as thin as a rule."""
    if right - left <= THICKEST_RULE < top - bottom:
        return ((left + right) / 2, bottom, (left + right) / 2, top)
    if top - bottom <= THICKEST_RULE < right - left:
        return (left, (bottom + top) / 2, right, (bottom + top) / 2)
    return None


def _thin(points: list[tuple[float, float]]) -> Line | None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _middle_line(min(xs), min(ys), max(xs), max(ys))


def _path_strokes(path: pdfium.FPDF_PAGEOBJECT, outer: Matrix, with_filled_edges: bool) -> Iterator[Line]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(path, _compose(_matrix(path), outer)):
        line = _thin(points)
        if line is not None:
            yield line
        elif stroke.value or with_filled_edges:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield (x0, y0, x1, y1)


def _subpaths(path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath in user space; a closed one ends where it began."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(thing: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _compose(first: Matrix, then: Matrix) -> Matrix:
    if then == _IDENTITY:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
