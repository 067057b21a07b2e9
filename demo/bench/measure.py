"""What subjects of a benchmark share: the documents, the clock and a table of the report.

Put here: reading a corpus, CPU seconds of a process and all its children, memory, Markdown.
Keep out: what is measured (subjects).
"""

import collections
import csv
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import pypdfium2

from pipelines.ingest import StoredFile, store_files
from pipelines.settings import Settings, read_settings

_TICKS: Final = os.sysconf("SC_CLK_TCK")
MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the amounts that stand in it."""

    path: Path
    page_count: int
    amounts: collections.Counter[Decimal]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents that are measured together."""

    title: str
    documents: list[Document]

    @property
    def page_count(self) -> int:
        """The pages of all documents."""
        return sum(document.page_count for document in self.documents)

    @property
    def amount_count(self) -> int:
        """The amounts of all documents."""
        return sum(document.amounts.total() for document in self.documents)

    @property
    def heading(self) -> str:
        """Its title with its size."""
        return f"{self.title}: {len(self.documents)} documents, {self.page_count} pages, {self.amount_count:,} amounts"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run measures: its corpora (those that are here), how often each measurement is made, and how large."""

    corpora: list[Corpus]
    repeat: int
    many: int
    """How many documents are read to see whether memory grows."""
    home: Path
    """A folder of this run's own."""
    sizes: Sequence[int] = ()
    """With how many amounts the warehouse is built."""

    def settings(self, workers: int) -> Settings:
        """The settings of an ingest into this run's folder, with the limits that everybody has."""
        return read_settings({"JUESUAN_WORKERS": str(workers)}, home=self.home)

    def stored(self, documents: Sequence[Document], times: int = 1) -> list[str]:
        """The ids of the documents in this run's store, each stored `times` times as files of other bytes."""
        folder = self.home / "copies"
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for number in range(times):
            for place, document in enumerate(documents):
                files.append(folder / f"{number:04}-{place:02}.pdf")
                shutil.copyfile(document.path, files[-1])
                with files[-1].open("ab") as file:
                    file.write(f"\n% copy {number}\n".encode() if number else b"")
        outcomes = list(store_files(files, self.settings(1), "bench", lambda: None))
        shutil.rmtree(folder)
        return [outcome.document_id for outcome in outcomes if isinstance(outcome, StoredFile)]


def corpus_at(title: str, folder: Path) -> Corpus:
    """The documents of a corpus folder with the amounts of their amounts.csv."""
    documents = []
    for path in sorted(folder.glob("*/document.pdf")):
        with path.with_name("amounts.csv").open(encoding="utf-8", newline="") as file:
            amounts = collections.Counter(Decimal(row["published_amount"]) for row in csv.DictReader(file))
        documents.append(Document(path, len(pypdfium2.PdfDocument(path)), amounts))
    return Corpus(title, documents)


def cpu_seconds() -> float:
    """Processor seconds of this process and of all its descendants, those that have ended included.

    Linux only. A child that has not been waited for yet is counted too.
    """
    seconds, waiting = 0.0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        try:
            fields = _stat(process)
            seconds += sum(int(field) for field in fields[11:15]) / _TICKS
            waiting.extend(children(process))
        except OSError:  # it ended meanwhile, and is counted with its parent
            continue
    return seconds


def memory_of(process: int) -> int:
    """Bytes of memory that a process holds now, shared ones included."""
    return int(_stat(process)[21]) * os.sysconf("SC_PAGE_SIZE")


def peak_bytes() -> int:
    """The most memory that this process has held since its program began. Linux only.

    What `getrusage` tells is never below what the process that started this one held.
    """
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def children(process: int) -> list[int]:
    """The ids of the processes that this one has started and that still run."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _stat(process: int) -> list[str]:
    """The fields of /proc/<process>/stat from the third on: the second is a name that may hold spaces."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table, its first column left and the others right."""
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def section(title: str, *parts: Iterable[str]) -> str:
    """A section of the report: paragraphs and tables, given as lines."""
    return "\n\n".join([f"## {title}", *("\n".join(part) for part in parts)]) + "\n"
