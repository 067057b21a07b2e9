"""Readers of tables side by side: pages a second, and how many printed amounts each finds as whole cells.

Put here: the readers that are compared, in one process, on the same pages, one after the other in each round.
Keep out: accuracy of what a number means (that is `make accuracy`), and isolation (ingest.py).
"""

import collections
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import tablers
from camelot.io import read_pdf
from camelot.parsers.lattice import Lattice

from demo.bench.measure import Bench, Corpus, Document, section
from demo.bench.measure import table as markdown_table
from pipelines.extract.document import extract_document
from pipelines.normalize.money import parse_amount
from pipelines.normalize.run import read_document

ORDER = 1
_SLOW = 10.0  # CPU seconds: whoever needs more is measured once
Cells = Iterator[str]


@dataclass(slots=True)
class Result:
    """What one reader did: CPU and wall seconds of its best run, and amounts found as whole cells."""

    cpu: float
    wall: float
    found: int


def juesuan_cells(path: Path) -> Cells:
    """juesuan: Camelot's Lattice fed by pdfium."""
    for page in extract_document(path, "0" * 64, with_second_reader=False).pages:
        for grid in page.grids:
            yield from (region.text for region in grid.regions)


def juesuan_amounts(path: Path) -> Cells:
    """juesuan, the whole way: two readers, layouts, amounts, findings."""
    yield from read_document(path, "0" * 64)["amount"].column("published_text").to_pylist()


def camelot_default(path: Path) -> Cells:
    """Camelot with its defaults."""
    for table in read_pdf(path, pages="all", flavor="lattice"):
        yield from (text for row in table.data for text in row)


def camelot_tuned(path: Path) -> Cells:
    """Camelot's vector engine with the settings that are right for these documents."""
    with patch.object(Lattice, "_reject_table", lambda self, table: False):
        tables = read_pdf(
            path,
            pages="all",
            flavor="lattice",
            engine="vector",
            split_text=True,
            layout_kwargs={"detect_vertical": False, "boxes_flow": None},
        )
    for table in tables:
        yield from (text for row in table.data for text in row)


def pdfplumber_tables(path: Path) -> Cells:
    """pdfplumber."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from (text for row in table for text in row if text)


def tablers_tables(path: Path) -> Cells:
    """tablers."""
    document = tablers.Document(bytes=path.read_bytes())
    for page in document.pages():
        for table in tablers.find_tables(page):
            yield from (cell.text for cell in table.cells)
    document.close()


def pdfium_floor(path: Path) -> Cells:
    """The floor: pdfium reading text and objects only, through pypdfium2."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
        for thing in page.get_objects():
            pdfium.FPDFPageObj_GetType(thing.raw)
    yield from ()


READERS: tuple[Callable[[Path], Cells], ...] = (
    juesuan_cells,
    juesuan_amounts,
    camelot_default,
    camelot_tuned,
    pdfplumber_tables,
    tablers_tables,
    pdfium_floor,
)


def sections(bench: Bench) -> Iterator[str]:
    """Measure all readers on each corpus, in turn, and yield a section a corpus."""
    for corpus in bench.corpora:
        shortest = min(corpus.documents, key=lambda document: document.page_count)
        for reader in READERS:
            list(reader(shortest.path))
        best: dict[Callable[[Path], Cells], Result] = {}
        for turn in range(bench.repeat):
            for reader in READERS:
                if turn == 0 or best[reader].cpu < _SLOW:
                    result = measure(reader, corpus.documents)
                    print(f"{corpus.title}: {reader.__name__}: {result.cpu:.2f} CPU s", flush=True)
                    best[reader] = min(result, best.get(reader, result), key=lambda result: result.cpu)
        yield _written(corpus, best)


def measure(reader: Callable[[Path], Cells], documents: list[Document]) -> Result:
    """One run of a reader over all documents."""
    cpu, wall = time.process_time(), time.perf_counter()
    texts = [list(reader(document.path)) for document in documents]
    result = Result(time.process_time() - cpu, time.perf_counter() - wall, 0)
    for document, cells in zip(documents, texts, strict=True):
        numbers = collections.Counter(amount for text in cells if (amount := parse_amount(text)) is not None)
        result.found += (numbers & document.amounts).total()
    return result


def _written(corpus: Corpus, best: dict[Callable[[Path], Cells], Result]) -> str:
    default, plumber, rust = (best[reader].cpu for reader in (camelot_default, pdfplumber_tables, tablers_tables))
    rows = [
        (
            (reader.__doc__ or reader.__name__).strip().rstrip("."),
            f"{corpus.page_count / result.cpu:.1f}",
            f"{default / result.cpu:.1f}",
            f"{plumber / result.cpu:.1f}",
            f"{rust / result.cpu:.2f}",
            f"{result.wall:.2f}",
            "reads only" if reader is pdfium_floor else f"{result.found:,} of {corpus.amount_count:,}",
        )
        for reader, result in best.items()
    ]
    head = (
        "reader",
        "pages a CPU second",
        "times Camelot's defaults",
        "times pdfplumber",
        "times tablers",
        "wall seconds",
        "amounts found as whole cells",
    )
    return section(
        corpus.heading,
        [
            "All readers in one process, without isolation. An amount is found as a whole cell when some cell holds "
            "exactly its number: this says nothing about the right row or column, which `make accuracy` measures. "
            f"Readers that need more than {_SLOW:.0f} CPU seconds are run once."
        ],
        markdown_table(head, rows),
    )
