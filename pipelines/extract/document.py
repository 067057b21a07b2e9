"""A document as pages of lines and grids.

Put here: opening a PDF safely and reading all of its pages.
Keep out: which table a grid is, and what its numbers mean (pipelines.normalize).
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2.raw as pdfium

from pipelines.errors import DocumentRefused
from pipelines.extract.frame import Box, Frame, union
from pipelines.extract.lattice import Grid, parse_page
from pipelines.extract.picture_rules import read_picture_rules
from pipelines.extract.rules import Rules, read_rules
from pipelines.extract.second_reader import SecondCell, read_cells
from pipelines.extract.soundness import first_damage
from pipelines.extract.text import (
    Characters,
    Numbers,
    Run,
    lines_of,
    quarter_turns,
    read_characters,
    read_printed,
    runs_of,
)

MOST_PAGES = 2_000
LARGEST_FILE = 100 * 1024 * 1024
_CONTENTS_TITLES = 3  # a page with so many titles is a table of contents


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside every grid, in the reading frame.

    `character_boxes` has a row (left, bottom, right, top) for each of its characters that is no white space.
    """

    text: str
    box: Box
    character_boxes: Numbers | None = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class Page:
    """One page: `page_no` from 1, its lines outside the grids and its grids, both top to bottom."""

    page_no: int
    frame: Frame
    lines: list[TextLine] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    character_count: int = 0


@dataclass(slots=True)
class ExtractedDocument:
    """What the pages of a document hold, before anything is understood."""

    document_id: str
    byte_count: int
    pages: list[Page]
    second_cells: dict[int, list[SecondCell]] = field(default_factory=dict)


def extract_document(
    path: Path,
    document_id: str,
    *,
    announces: Callable[[str], bool] = lambda line: False,
    with_second_reader: bool = True,
) -> ExtractedDocument:
    """Read all pages of a stored PDF, its table pages with two readers.

    A page with a line that `announces` a table and no ruled one is looked at as a picture: "no table found" is no
    proof that there is none.

    Raises:
        DocumentRefused: the file is no PDF, is encrypted, damaged or too large; nothing of it was read.
    """
    data = path.read_bytes()
    with _opened(data) as document, _without_collection():
        is_encrypted = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
        if not is_encrypted and (damage := first_damage(data)) is not None:
            raise DocumentRefused("damaged", f"what stands at byte {damage} cannot be unpacked whole: fetch it again")
        page_count = pdfium.FPDF_GetPageCount(document)
        if page_count == 0:
            raise DocumentRefused("damaged", "the PDF has no page: fetch it again or ask its publisher")
        if page_count > MOST_PAGES:
            raise DocumentRefused("too_large", f"the PDF has {page_count} pages, more than {MOST_PAGES}: split it")
        pages = [_read_page(document, index, announces) for index in range(page_count)]
    table_pages = [page.page_no for page in pages if page.grids]
    second_cells = read_cells(data, table_pages) if with_second_reader else {}
    return ExtractedDocument(document_id, len(data), pages, second_cells)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.FPDF_DOCUMENT]:
    """An open document, closed in the end."""
    if len(data) > LARGEST_FILE:
        raise DocumentRefused("too_large", f"the file has {len(data)} bytes, more than {LARGEST_FILE}")
    if b"%PDF" not in data[:1024]:
        raise DocumentRefused("not_a_pdf", "the file does not begin as a PDF: it may be a web page saved under .pdf")
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Leave the garbage collector off: a page makes thousands of small objects and no cycle, looking costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refusal(error: int) -> DocumentRefused:
    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return DocumentRefused("encrypted", "the PDF is encrypted: ask its publisher for an open copy")
    return DocumentRefused("damaged", "the PDF cannot be opened, it may be cut off: fetch it again")


def _read_page(document: pdfium.FPDF_DOCUMENT, index: int, announces: Callable[[str], bool]) -> Page:
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:  # nothing of a document is used unless every page of it can be loaded
        raise DocumentRefused("damaged", f"page {index + 1} cannot be loaded: the file is damaged, fetch it again")
    text_page = pdfium.FPDFText_LoadPage(handle)
    try:
        printed = read_printed(text_page)
        frame = Frame(quarter_turns(text_page, printed), pdfium.FPDFPage_GetRotation(handle) * 90, _crop(handle))
        rules = read_rules(handle, frame)
        characters = read_characters(text_page, printed, frame)
        page = _assemble(index + 1, frame, rules, characters)
        if not page.grids and 0 < sum(announces(line.text) for line in page.lines) < _CONTENTS_TITLES:
            page = _assemble(index + 1, frame, read_picture_rules(handle, frame), characters)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(handle)
    return page


def _assemble(page_no: int, frame: Frame, rules: Rules, characters: Characters) -> Page:
    """A page's grids and the lines around them."""
    left, bottom, right, top = frame.crop
    runs = runs_of(characters, rules.vertical)
    page = Page(page_no, frame, character_count=len(characters.text))
    page.grids = parse_page(page_no, (right - left, top - bottom), rules, runs)
    for grid in page.grids:
        grid.lost_characters = _lost(grid, characters)
    page.lines = [_text_line(line, characters) for line in lines_of(_outside(runs, page.grids))]
    return page


def _text_line(runs: list[Run], characters: Characters) -> TextLine:
    boxes = [characters.boxes[slice(*run.span)] for run in runs]
    return TextLine(
        " ".join(run.text for run in runs),
        union([run.box for run in runs]),
        boxes[0] if len(boxes) == 1 else np.concatenate(boxes),
    )


def _crop(page: pdfium.FPDF_PAGE) -> Box:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        raise DocumentRefused("damaged", "a page has no size: fetch the file again")
    return (box.left, box.bottom, box.right, box.top)


def _outside(runs: list[Run], grids: list[Grid]) -> list[Run]:
    """The runs whose centre lies in no grid."""
    for grid in grids:
        left, bottom, right, top = (2 * side for side in grid.box)
        runs = [run for run in runs if not (left <= run.x0 + run.x1 <= right and bottom <= run.y0 + run.y1 <= top)]
    return runs


def _lost(grid: Grid, characters: Characters) -> int:
    """How many characters pdfium sees inside the grid's box beyond those in its cells and beside them."""
    left, bottom, right, top = grid.box
    x, y = characters.middles.T
    inside = int(((left < x) & (x < right) & (bottom < y) & (y < top)).sum())
    read = [*(region.text for region in grid.regions), *(run.text for run in grid.unplaced)]
    return inside - sum(len("".join(text.split())) for text in read)
