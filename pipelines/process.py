"""The stage from stored documents to shards: each document read in isolation, each outcome written as shards.

Put here: what becomes of a document that is read, refused, too heavy or fatal for the reader, and the report of it.
Keep out: how a document is read (extract, normalize), where calls run (engine), how files are found (ingest, scrapers).
"""

import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Final

import pyarrow as pa

from pipelines.engine import run
from pipelines.errors import DocumentRefused
from pipelines.isolation import Failed
from pipelines.progress import track
from pipelines.settings import Settings, read_settings
from pipelines.shards import is_done, read_shard, shards_folder, stored_documents, without_shards, write_shards
from pipelines.version import PIPELINE_VERSION
from scrapers.media import EXTENSIONS, PDF, RAR, SEVEN_ZIP, ZIP, media_type_of
from scrapers.storage import DocumentStore
from warehouse.schema import DOCUMENT, SHARDS

# Refused: the input cannot be used, whoever reads it. Quarantined: the reader failed; a better one may succeed.
_QUARANTINE_CLASSES: Final = frozenset({"crash", "timeout", "contract"})

_DOCUMENTS_BETWEEN_PACKS: Final = 1000
"""So many documents are read before those that are still loose are packed."""

_ARCHIVES: Final = {
    ZIP: "an archive: unpack it and ingest its files",
    RAR: "an archive that is not unpacked: unpack it and ingest its files",
    SEVEN_ZIP: "an archive that is not unpacked: unpack it and ingest its files",
}
_WHAT_TO_DO: Final = {
    "crash": "the reader's fault, not the publisher's: report the document's hash with this line",
    "timeout": "raise JUESUAN_LIMIT_SECONDS and JUESUAN_LIMIT_CPU_SECONDS, or report the document's hash",
}


@dataclass(frozen=True)
class ReadTask:
    """A document to read, as it travels to a worker."""

    document_id: str
    path: Path
    home: Path
    pipeline_version: str
    document_bytes: int
    """The largest document that is opened."""


@dataclass(frozen=True)
class ProcessReport:
    """What became of a document. `reason_class` and `reason` are null for a published one.

    `peak_bytes` is the most memory that its worker held, the libraries included; 0 where no worker told.
    """

    document_id: str
    state: str
    reason_class: str | None
    reason: str | None
    page_count: int | None
    table_count: int
    amount_count: int
    finding_count: int
    seconds: float
    peak_bytes: int = 0


def read_in_worker(task: ReadTask) -> ProcessReport:
    """Read one document and write its shards; runs in a child process of the engine.

    A document that the reader refuses is a result like any other. Everything else that is raised goes to the engine.
    """
    from pipelines.normalize.run import read_document

    started = perf_counter()
    try:
        size = task.path.stat().st_size
        if size > task.document_bytes:
            raise DocumentRefused(
                "too_large",
                f"the file has {size / 2**20:.0f} MiB, {task.document_bytes / 2**20:.0f} MiB are allowed: "
                "raise JUESUAN_LIMIT_DOCUMENT_BYTES if it is what it should be",
            )
        refuse_other_formats(task.path)
        frames = read_document(task.path, task.document_id)
        write_shards(task.home, task.pipeline_version, task.document_id, frames)
    except DocumentRefused as refusal:
        report = write_refusal(task, refusal)
    else:
        report = _report(task.document_id, frames, 0.0)
    return replace(report, seconds=perf_counter() - started, peak_bytes=_peak_bytes())


def _peak_bytes() -> int:
    """The most memory that this process has held so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def refuse_other_formats(path: Path) -> None:
    """Raise DocumentRefused for a stored document that is known for what it is and not read: it is there all the same.

    The store holds every format in which accounts are published; only PDF is read so far.
    """
    media_type = _media_type(path)
    if media_type in EXTENSIONS and media_type != PDF:
        why = _ARCHIVES.get(media_type, f"format not read yet: .{EXTENSIONS[media_type]}; it is kept until it is")
        raise DocumentRefused("format_not_read", why)


def _media_type(path: Path) -> str:
    with path.open("rb") as file:
        try:
            return media_type_of(file)
        except zipfile.BadZipFile:
            return ZIP


def write_refusal(task: ReadTask, refusal: DocumentRefused, seconds: float = 0.0) -> ProcessReport:
    """Write the shards of a document that could not be used: a row with the reason, no rows of anything else."""
    return write_refusal_of(
        task.document_id,
        task.home,
        refusal,
        media_type=_media_type(task.path),
        byte_count=task.path.stat().st_size,
        pipeline_version=task.pipeline_version,
        seconds=seconds,
    )


def write_refusal_of(
    document_id: str,
    home: Path,
    refusal: DocumentRefused,
    *,
    media_type: str,
    byte_count: int,
    pipeline_version: str = PIPELINE_VERSION,
    seconds: float = 0.0,
) -> ProcessReport:
    """Write the same for bytes that are not in the store, because they are not a document."""
    row = dict.fromkeys(DOCUMENT.names) | {
        "document_id": document_id,
        "media_type": media_type,
        "byte_count": byte_count,
        "document_kind": "other",
        "state": "quarantined" if refusal.reason_class in _QUARANTINE_CLASSES else "refused",
        "reason_class": refusal.reason_class,
        "reason": refusal.reason,
        "pipeline_version": pipeline_version,
    }
    frames = {relation: schema.empty_table() for relation, schema in SHARDS.items()}
    frames["document"] = pa.Table.from_pylist([row], schema=DOCUMENT)
    write_shards(home, pipeline_version, document_id, frames)
    return _report(document_id, frames, seconds)


def process_documents(
    document_ids: Iterable[str], settings: Settings, *, again: bool = False
) -> Iterator[ProcessReport]:
    """Read documents of the store and yield a report each, in the order in which they are done.

    A document that this version of the reader has dealt with is reported from its shards and not read again, unless
    `again` is true. Never raises for a document: a crash or a timeout is a quarantined document.

    Raises:
        EngineError: when the engine of the settings is not installed.
    """
    unread = []
    for document_id in dict.fromkeys(document_ids):
        if not again and is_done(settings.home, PIPELINE_VERSION, document_id):
            yield read_report(settings.home, document_id)
        else:
            unread.append(_task(document_id, settings))
    for number, outcome in enumerate(run(read_in_worker, unread, settings), start=1):
        if isinstance(outcome, Failed):
            reason = f"{outcome.message}; {_WHAT_TO_DO[outcome.kind]}"
            yield write_refusal(outcome.item, DocumentRefused(outcome.kind, reason), outcome.seconds)
        else:
            yield outcome.result
        if number % _DOCUMENTS_BETWEEN_PACKS == 0 or number == len(unread):
            _pack(settings)


def _pack(settings: Settings) -> None:
    """Put what has been read together where it is much, so that loading need not open each shard."""
    from warehouse.packs import pack_loose  # its database is nothing for workers, which import this module too

    pack_loose(shards_folder(settings.home, PIPELINE_VERSION))


def process_document(document_id: str, home: Path) -> ProcessReport:
    """Read one document of the store, whether it was read before or not; never raises for what is in it."""
    (report,) = process_documents([document_id], read_settings(home=home), again=True)
    return report


def read_report(home: Path, document_id: str) -> ProcessReport:
    """Return the report of a document that this version has dealt with, from its shards."""
    frames = {
        relation: read_shard(home, PIPELINE_VERSION, relation, document_id) for relation in ("document", *_COUNTED)
    }
    return _report(document_id, frames, 0.0)


def read_stored(settings: Settings) -> list[ProcessReport]:
    """Read every document of the store that this version of the reader has not dealt with, and return the reports."""
    unread = without_shards(settings.home, PIPELINE_VERSION, stored_documents(settings.home))
    reports: list[ProcessReport] = []
    if not unread:
        return reports
    with track("reading documents", len(unread)) as advance:
        for report in process_documents(unread, settings):
            reports.append(report)
            advance()
    return reports


_COUNTED: Final = ("table", "amount", "finding")


def _task(document_id: str, settings: Settings) -> ReadTask:
    path = DocumentStore(settings.home).path_of(document_id)
    return ReadTask(document_id, path, settings.home, PIPELINE_VERSION, settings.limits.document_bytes)


def _report(document_id: str, frames: Mapping[str, pa.Table], seconds: float) -> ProcessReport:
    (row,) = frames["document"].to_pylist()
    tables, amounts, findings = (frames[relation].num_rows for relation in _COUNTED)
    return ProcessReport(
        document_id,
        row["state"],
        row["reason_class"],
        row["reason"],
        row["page_count"],
        tables,
        amounts,
        findings,
        seconds,
    )
