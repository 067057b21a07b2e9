"""Readers of tables side by side: pages a second, and how many printed amounts each finds as whole cells.

Put here: the readers that are compared, the measurement, and the report docs/benchmarks.md.
Keep out: accuracy of what a number means (that is `make accuracy`).

All readers run in one process, one after the other, on the same pages, on one core's worth of work; the best of
`--repeat` runs is kept. Times are CPU seconds (and wall seconds), so read them as ratios.
"""

import argparse
import collections
import csv
import platform
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import tablers
from camelot.io import read_pdf
from camelot.parsers.lattice import Lattice

from demo.typeset import typeset_demo
from pipelines.extract.document import extract_document
from pipelines.normalize.money import parse_amount
from pipelines.normalize.run import read_document

Cells = Iterator[str]
CORPUS = Path("../shared/corpus")
REPORT = Path("docs/benchmarks.md")


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the amounts that stand in it."""

    path: Path
    page_count: int
    amounts: collections.Counter[Decimal]


@dataclass(slots=True)
class Result:
    """What one reader did: CPU and wall seconds of its best run, and amounts found as whole cells."""

    name: str
    cpu: float
    wall: float
    found: int | None


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
    """pdfium reading text and objects only: no reader over pdfium can be faster."""
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


def documents_of(corpus: Path) -> list[Document]:
    """The documents of a corpus folder with the amounts of their amounts.csv."""
    documents = []
    for folder in sorted(path.parent for path in corpus.glob("*/document.pdf")):
        with (folder / "amounts.csv").open(encoding="utf-8", newline="") as file:
            amounts = collections.Counter(Decimal(row["published_amount"]) for row in csv.DictReader(file))
        page_count = len(pypdfium2.PdfDocument(folder / "document.pdf"))
        documents.append(Document(folder / "document.pdf", page_count, amounts))
    return documents


def measure(reader: Callable[[Path], Cells], documents: list[Document], repeat: int) -> Result:
    """The best of `repeat` runs of a reader over all documents, after a warm-up on the shortest of them."""
    name = (reader.__doc__ or reader.__name__).strip().rstrip(".")
    best: Result | None = None
    list(reader(min(documents, key=lambda document: document.page_count).path))
    for _ in range(repeat):
        found = 0
        cpu, wall = time.process_time(), time.perf_counter()
        texts = [list(reader(document.path)) for document in documents]
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        for document, cells in zip(documents, texts, strict=True):
            numbers = collections.Counter(amount for text in cells if (amount := parse_amount(text)) is not None)
            found += (numbers & document.amounts).total()
        if best is None or cpu < best.cpu:
            best = Result(name, cpu, wall, None if reader is pdfium_floor else found)
    if best is None:
        raise ValueError("--repeat must be at least 1")
    return best


def table_of(title: str, results: list[Result], documents: list[Document]) -> str:
    """The results as a section of the report."""
    pages = sum(document.page_count for document in documents)
    amounts = sum(document.amounts.total() for document in documents)
    default = next(result for result in results if result.name.startswith("Camelot with its defaults"))
    lines = [
        f"## {title}: {len(documents)} documents, {pages} pages, {amounts:,} amounts",
        "",
        "| reader | pages a CPU second | times Camelot's defaults | wall seconds | amounts found as whole cells |",
        "|---|---:|---:|---:|---:|",
    ]
    for result in results:
        found = "reads only" if result.found is None else f"{result.found:,} of {amounts:,}"
        ratio = default.cpu / result.cpu
        lines.append(f"| {result.name} | {pages / result.cpu:.1f} | {ratio:.1f} | {result.wall:.2f} | {found} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure on the real corpus (where it is) and on the demonstration's documents, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=2, help="runs of each reader, the best counts")
    parser.add_argument("--demo", type=Path, default=Path("var/demo"), help="where the demonstration's documents lie")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    typeset_demo(arguments.demo)
    sections = [
        "# Benchmarks",
        "",
        "Written by `make bench`. One process, readers one after the other, the best of "
        f"{arguments.repeat} runs; read the ratios, not the seconds.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}; "
        + ", ".join(f"{name} {version(name)}" for name in ("camelot-py", "pypdfium2", "pdfplumber", "tablers"))
        + ".",
        "",
        "An amount is found as a whole cell when some cell holds exactly its number: this says nothing about the right "
        "row or column, which `make accuracy` measures.",
        "",
    ]
    for title, corpus in (("Real documents", CORPUS), ("Generated documents", arguments.demo / "corpus")):
        documents = documents_of(corpus) if corpus.is_dir() else []
        if not documents:
            print(f"{title}: no documents at {corpus}, left out", flush=True)
            continue
        results = []
        for reader in READERS:
            results.append(measure(reader, documents, arguments.repeat))
            print(f"{title}: {results[-1].name}: {results[-1].cpu:.2f} CPU s", flush=True)
        sections.append(table_of(title, results, documents))
    REPORT.write_text("\n".join(sections), encoding="utf-8")
    print(f"written: {REPORT}")


if __name__ == "__main__":
    main()
