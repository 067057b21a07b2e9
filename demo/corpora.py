"""The corpora that accuracy is measured on: real documents with verified figures, and the demonstration's own.

Put here: which there are, and reading each into a data folder of its own.
Keep out: comparing anything (accuracy, check_scorer, corruption).

Each corpus has a data folder of its own: where both hold the accounts of one unit and year, the one would otherwise
count as a newer version of the other.
"""

import argparse
import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demo.run import typeset
from pipelines.ingest_command import run_ingest
from pipelines.settings import Settings, read_settings


@dataclass(frozen=True)
class Corpus:
    """A folder a document: document.pdf or another PDF file, document.csv with its sha256, and what is true of it."""

    name: str
    folder: Path
    settings: Settings

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The sha256 of every document, in the order of their folders."""
        ids = []
        for path in sorted(self.folder.glob("*/document.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                ids += [row["sha256"] for row in csv.DictReader(file)]
        return tuple(ids)

    @property
    def sha256(self) -> str:
        """The hash of all CSV files: which truth was measured against."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.glob("*/*.csv")):
            digest.update(f"{path.relative_to(self.folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @property
    def facts(self) -> dict[str, object]:
        """What a statement says of the corpus."""
        return {"corpus": self.name, "documents": len(self.document_ids), "sha256": self.sha256}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the corpora and their data folders are."""
    parser.add_argument("--home", type=Path, required=True, help="the data folder to use, one subfolder a corpus")
    parser.add_argument("--corpus", type=Path, required=True, help="documents with verified figures, a folder each")


def find_corpora(options: argparse.Namespace) -> list[Corpus]:
    """Return the corpus of the options, where it is there, and the demonstration's, typeset if needed."""
    home: Path = options.home
    typeset(home / "demo")
    corpora = [Corpus("demonstration", home / "demo" / "corpus", read_settings(home=home / "demonstration"))]
    if options.corpus.is_dir():
        corpora.insert(0, Corpus("real documents", options.corpus, read_settings(home=home / "real")))
    else:
        print(f"{options.corpus} is not here: only the demonstration is measured; name another with CORPUS=…")
    return corpora


def ingest(corpora: Sequence[Corpus]) -> int:
    """Read the documents of each corpus into its data folder, build and publish; return the worst exit status."""
    return max(run_ingest([corpus.folder], corpus.settings, again=False, build=True) for corpus in corpora)
