"""Typeset all documents of the demonstration: `python -m demo.typeset FOLDER`.

Put here: the loop over the publications, and knowing when nothing has to be done.
Keep out: one document (`demo.document`), the files beside it (`demo.truth`), serving them (`demo.portal_server`).
"""

import argparse
import csv
import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from demo.document import TypesetDocument, typeset_document
from demo.fonts import typesetter_files
from demo.histories import Publication, publications
from demo.truth import manifest_entry, write_manifest, write_text, write_truth

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the title of the next one."""

FINGERPRINT_FILE: Final = "fingerprint.txt"
TRUTH_FILES: Final = ("document.csv", "amounts.csv", "defects.csv")

__all__ = ["TypesetDocument", "is_current", "typeset_demo", "typeset_document"]


def _fingerprint() -> str:
    """A hash of everything the documents depend on: code, data, libraries."""
    digest = hashlib.sha256()
    for path in typesetter_files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for package in ("reportlab", "fonttools", "mplfonts"):
        digest.update(f"{package}=={version(package)}".encode())
    return digest.hexdigest()


def _pdf(folder: Path, publication: Publication) -> Path:
    return folder / "corpus" / publication.slug / "document.pdf"


def is_current(folder: Path) -> bool:
    """Whether the folder holds all documents, unchanged since they were typeset from today's code and data."""
    fingerprint = folder / FINGERPRINT_FILE
    if not fingerprint.exists() or fingerprint.read_text(encoding="utf-8").strip() != _fingerprint():
        return False
    for publication in publications():
        pdf = _pdf(folder, publication)
        if not all(path.exists() for path in (pdf, *(pdf.with_name(name) for name in TRUTH_FILES))):
            return False
        with pdf.with_name("document.csv").open(encoding="utf-8", newline="") as file:
            declared = next(csv.DictReader(file))["sha256"]
        if declared != hashlib.sha256(pdf.read_bytes()).hexdigest():
            return False
    return (folder / "manifest.json").exists()


def typeset_demo(folder: Path, *, progress: Progress | None = None) -> list[TypesetDocument]:
    """Typeset the documents of the demonstration into `folder`, with their truth and the portals' manifest.

    Writes `corpus/<slug>/{document.pdf, document.csv, amounts.csv, defects.csv}`, `manifest.json` and `fonts/`.
    Returns the documents that were typeset: none when the folder is already current.
    """
    if is_current(folder):
        return []
    (folder / FINGERPRINT_FILE).unlink(missing_ok=True)
    wanted, documents, entries = publications(), [], []
    for number, publication in enumerate(wanted):
        if progress:
            progress(number, len(wanted), publication.title_zh)
        path = _pdf(folder, publication)
        document = typeset_document(publication.figures, publication.style_id, path, fonts_folder=folder / "fonts")
        write_truth(document)
        documents.append(document)
        entries.append(manifest_entry(publication, path, folder))
    write_manifest(folder, entries)
    write_text(folder / FINGERPRINT_FILE, _fingerprint() + "\n")
    if progress:
        progress(len(wanted), len(wanted), "")
    return documents


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m demo.typeset", description="Typeset the demonstration's PDFs.")
    parser.add_argument("folder", type=Path, help="where to write corpus/, fonts/ and manifest.json")
    folder: Path = parser.parse_args().folder
    documents = typeset_demo(folder)
    for document in documents:
        print(f"{document.page_count:3} pages {len(document.amounts):5} amounts  {document.path}")
    if not documents:
        print(f"{folder}: nothing to do, all documents are current")


if __name__ == "__main__":
    main()
