"""From files on this machine to the store: what a person has in a folder goes the same way as what a portal publishes.

Put here: finding the files, telling documents from other bytes, storing them with a sighting.
Keep out: what is in a document (extract, normalize) and the later stages (stages).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pipelines.errors import DocumentRefused
from pipelines.process import write_refusal_of
from pipelines.settings import Settings
from scrapers.storage import DocumentStore, NotADocument, Outcome, Sighting, SightingLog

LOCAL_PORTAL: Final = "local"
"""The `portal_id` of documents taken from a folder."""


@dataclass(frozen=True)
class Problem:
    """A path that gave no document: what is wrong with it and what to do."""

    path: Path
    what: str
    advice: str

    @property
    def reason(self) -> str:
        """The sentence for the record, without the path."""
        return f"{self.what}; {self.advice}"

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True)
class StoredFile:
    """A file whose bytes are in the store. `is_new` is false when the store had them already."""

    path: Path
    document_id: str
    is_new: bool


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files to ingest, each once and in order, and the paths that gave none.

    A file is taken whatever its name; a folder gives the files below it whose name ends in .pdf, in any case.
    """
    files: dict[Path, None] = {}
    problems = []
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file())
            files.update(dict.fromkeys(found))
            if not found:
                problems.append(Problem(path, "no PDF file in this folder or below it", "name a folder that has some"))
        elif path.is_file():
            files[path] = None
        elif path.exists():
            problems.append(Problem(path, "neither a file nor a folder", "name a PDF file or a folder of them"))
        else:
            problems.append(Problem(path, "no such file or folder", "check the path"))
    return list(files), problems


def store_files(
    files: Sequence[Path], settings: Settings, run_id: str, advance: Callable[[], None]
) -> Iterator[StoredFile | Problem]:
    """Put the files into the store one by one and log a sighting each; what is no document becomes a refused row.

    Args:
        files: as `find_files` returns them.
        settings: where the home folder is and how large a document may be.
        run_id: names the log of sightings.
        advance: called after each file.
    """
    store = DocumentStore(settings.home)
    log = SightingLog(settings.home, LOCAL_PORTAL, run_id)
    try:
        for path in files:
            yield _store_file(path, store, log, settings, run_id)
            advance()
    finally:
        log.close()


def _store_file(
    path: Path, store: DocumentStore, log: SightingLog, settings: Settings, run_id: str
) -> StoredFile | Problem:
    try:
        size = path.stat().st_size
        if size > settings.limits.document_bytes:
            problem = _too_large(path, size, settings.limits.document_bytes)
            log.append(_sighting(path, run_id, "refused", reason=problem.reason, byte_count=size))
            return problem
        stored = store.store_file(path)
    except NotADocument as refusal:
        return _refuse(path, refusal, log, settings, run_id)
    except OSError as error:
        problem = Problem(path, f"the file cannot be read ({error.strerror})", "check its permissions")
        log.append(_sighting(path, run_id, "failed", reason=problem.reason))
        return problem
    log.append(
        _sighting(
            path,
            run_id,
            "stored" if stored.is_new else "unchanged",
            document_id=stored.document_id,
            media_type=stored.media_type,
            byte_count=size,
        )
    )
    return StoredFile(path, stored.document_id, stored.is_new)


def _too_large(path: Path, size: int, allowed: int) -> Problem:
    return Problem(
        path,
        f"the file has {size / 2**20:.0f} MiB, {allowed / 2**20:.0f} MiB are allowed",
        "raise JUESUAN_LIMIT_DOCUMENT_BYTES if it is what it should be",
    )


def _refuse(path: Path, refusal: NotADocument, log: SightingLog, settings: Settings, run_id: str) -> Problem:
    problem = Problem(path, refusal.reason, "download the document again from the page that links it")
    with path.open("rb") as file:
        document_id = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    write_refusal_of(
        document_id,
        settings.home,
        DocumentRefused("not_a_pdf", problem.reason),
        media_type=refusal.media_type,
        byte_count=size,
    )
    log.append(
        _sighting(
            path,
            run_id,
            "refused",
            document_id=document_id,
            media_type=refusal.media_type,
            byte_count=size,
            reason=problem.reason,
        )
    )
    return problem


def _sighting(
    path: Path,
    run_id: str,
    outcome: Outcome,
    *,
    document_id: str | None = None,
    media_type: str | None = None,
    byte_count: int | None = None,
    reason: str | None = None,
) -> Sighting:
    """A look at a local file: no publisher, no address; its name is all that stands for a link text."""
    return Sighting(
        portal_id=LOCAL_PORTAL,
        run_id=run_id,
        seen_at=datetime.now(UTC),
        title_zh=path.name,
        media_type=media_type,
        byte_count=byte_count,
        document_id=document_id,
        outcome=outcome,
        reason=reason,
    )
