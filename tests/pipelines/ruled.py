"""PDF pages with one ruled table each, drawn the ways publishers' programs draw them.

Put here: the drawing, with every switch that real files showed (rules, turns, alignment, signs).
Keep out: what a table means; tests say it with the rows they pass.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from demo.fonts import ensure_fonts

Region = tuple[int, int, int, int]  # row, column, row_end, column_end
ROW_HEIGHT = 18.0
LEFT, TOP = 60.0, 700.0


def _lines(width: float, dash: tuple[float, ...] = (), grey: float = 0.0) -> Callable[..., None]:
    def draw(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.setLineWidth(width)
        canvas.setDash(*([list(dash)] if dash else []))
        canvas.setStrokeGray(grey)
        canvas.line(x0, y0, x1, y1)

    return draw


def _filled(thickness: float) -> Callable[..., None]:
    def draw(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        half = thickness / 2
        canvas.rect(x0 - half, y0 - half, x1 - x0 + thickness, y1 - y0 + thickness, stroke=0, fill=1)

    return draw


def _double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    single = _lines(0.3)
    shift_x, shift_y = (1.2, 0.0) if x0 == x1 else (0.0, 1.2)
    single(canvas, x0, y0, x1, y1)
    single(canvas, x0 + shift_x, y0 + shift_y, x1 + shift_x, y1 + shift_y)


@cache
def _characters_of_tests() -> str:
    """Every character that a test could print stands in its source, so that one font serves all of them."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    return "".join(sorted(set("".join(source.read_text(encoding="utf-8") for source in sources))))


def _dot(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    dot = ImageReader(Image.new("L", (1, 1), 0))
    canvas.drawImage(dot, x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)


def _nothing(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw no rule at all."""


def _horizontal(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    if y0 == y1:
        _lines(0.5)(canvas, x0, y0, x1, y1)


RULES: dict[str, Callable[..., None]] = {
    "solid": _lines(0.5),
    "hairline": _lines(0.05),
    "thick": _lines(2.0),
    "grey": _lines(0.5, grey=0.7),
    "dashed": _lines(0.5, dash=(3, 2)),
    "double": _double,
    "filled thin": _filled(0.5),
    "filled thick": _filled(2.0),
    "stretched dot": _dot,
}
"""The ways to draw a rule that must all give the same cells."""


@dataclass(slots=True)
class RuledPage:
    """A page: lines above the table, its rows of texts, and how it is drawn.

    `merged` names regions of several squares (the text stands in the first); `None` in a row is a square of one.
    """

    heading: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    widths: Sequence[float]
    merged: Sequence[Region] = ()
    rules: str = "solid"
    has_outer_sides: bool = True
    rotation: int = 0  # the page's /Rotate
    turned: bool = False  # the content itself is written turned by 90 degrees
    font_size: float = 9.0
    right_aligned_from: int = 1
    below: Sequence[str] = ()
    raised: dict[int, float] = field(default_factory=dict)  # points that a row's amounts sit above its middle


def ruled_pdf(path: Path, pages: Sequence[RuledPage]) -> Path:
    """Write the pages to `path` (A4 portrait) and return it."""
    font = ensure_fonts(path.parent.parent / "fonts", _characters_of_tests()).sans
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in pages:
        if page.rotation:
            canvas.setPageRotation(page.rotation)
        if page.turned:
            canvas.translate(595, 0)
            canvas.rotate(90)
        _draw(canvas, page, font)
        canvas.showPage()
    canvas.save()
    return path


def _draw(canvas: Canvas, page: RuledPage, font: str) -> None:
    top = 500.0 if page.turned or page.rotation in (90, 270) else TOP
    canvas.setFont(font, 14)
    for number, line in enumerate(page.heading):
        canvas.setFont(font, 14 if number == 0 else 9)
        canvas.drawString(LEFT, top + 18.0 * (len(page.heading) - number), line)
    edges = [LEFT]
    for width in page.widths:
        edges.append(edges[-1] + width)
    if page.rules == "picture":
        _draw_picture(canvas, page, edges, top)
    for region in _regions(page):
        _draw_region(canvas, page, region, edges, top, font)
    for number, line in enumerate(page.below):
        canvas.drawString(LEFT, top - ROW_HEIGHT * len(page.rows) - 14.0 * (number + 1), line)


def _regions(page: RuledPage) -> list[Region]:
    inside = {
        (row, column)
        for row0, column0, row1, column1 in page.merged
        for row in range(row0, row1)
        for column in range(column0, column1)
    }
    single = [
        (row, column, row + 1, column + 1)
        for row in range(len(page.rows))
        for column in range(len(page.widths))
        if (row, column) not in inside
    ]
    return [*page.merged, *single]


def _draw_picture(canvas: Canvas, page: RuledPage, edges: list[float], top: float) -> None:
    """All rules of the table as one picture behind its text."""
    scale, height = 4, ROW_HEIGHT * len(page.rows)
    picture = Image.new("L", (round((edges[-1] - LEFT) * scale) + 8, round(height * scale) + 8), 255)
    pencil = ImageDraw.Draw(picture)
    for row, column, row_end, column_end in _regions(page):
        corners = ((edges[column] - LEFT) * scale + 4, row * ROW_HEIGHT * scale + 4)
        opposite = ((edges[column_end] - LEFT) * scale + 4, row_end * ROW_HEIGHT * scale + 4)
        pencil.rectangle((*corners, *opposite), outline=0, width=2)
    place = (LEFT - 1, top - height - 1, edges[-1] - LEFT + 2, height + 2)
    canvas.drawImage(ImageReader(picture), *place)


def _draw_region(canvas: Canvas, page: RuledPage, region: Region, edges: list[float], top: float, font: str) -> None:
    row, column, row_end, column_end = region
    x0, x1 = edges[column], edges[column_end]
    y1, y0 = top - ROW_HEIGHT * row, top - ROW_HEIGHT * row_end
    draw = _horizontal if page.rules == "horizontal" else RULES.get(page.rules, _nothing)
    draw(canvas, x0, y0, x1, y0)
    draw(canvas, x0, y1, x1, y1)
    if page.has_outer_sides or column > 0:
        draw(canvas, x0, y0, x0, y1)
    if page.has_outer_sides or column_end < len(page.widths):
        draw(canvas, x1, y0, x1, y1)
    canvas.setFillGray(0)
    for number, line in enumerate(lines := (page.rows[row][column] or "").split("\n")):
        canvas.setFont(font, page.font_size)
        middle = (y0 + y1) / 2 + page.font_size * (len(lines) / 2 - number - 0.85)
        if column >= page.right_aligned_from and row_end == row + 1 and column_end == column + 1:
            canvas.drawRightString(x1 - 0.5, middle + page.raised.get(row, 0.0), line)
        else:
            canvas.drawString(x0 + 0.5, middle, line)
