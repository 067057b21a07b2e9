"""Where documents lie, and the record of every look at them.

Put here: the document store (bytes once, by sha256) and the sighting logs.
Keep out: requests, and reading what is inside a document.

Nothing half-written is ever visible: documents are written under a temporary name and renamed, a sighting log is
called `.partial` until its run ends. The log of a killed run is adopted by the next one, so no look is lost.
"""

import fcntl
import hashlib
import io
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from scrapers.media import EXTENSIONS, HTML, PDF, media_type_of

Outcome = Literal["stored", "unchanged", "not_modified", "refused", "failed", "ignored", "read"]
"""What a look came to. About a file: `stored` bytes that this portal had not shown there before, `unchanged` the same
bytes again, `not_modified` the server's word that nothing changed, `refused` not a document (reason), `failed` not
received (reason). About a link: `ignored`, not taken for final accounts (reason). About a detail page: `read`, with all
its attachments looked at."""

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ABANDONED_SECONDS = 86_400


class NotADocument(Exception):
    """Bytes that are not stored. `media_type` is what they look like, `reason` a sentence for the record."""

    def __init__(self, media_type: str, reason: str) -> None:
        self.media_type = media_type
        self.reason = reason
        super().__init__(reason)


class SightingError(Exception):
    """A sighting log with a line that is not a sighting: names file and line."""


class Sighting(BaseModel):
    """One look at a file or page: a line of a log. Documents from a folder have `portal_id` local and no address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    portal_id: str
    run_id: str
    seen_at: datetime
    region_code: str | None = None
    publisher_zh: str | None = None
    landing_url: str | None = None
    file_url: str | None = None
    title_zh: str | None = None
    listing_title_zh: str | None = None
    published_date: date | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None
    byte_count: int | None = None
    document_id: str | None = None
    outcome: Outcome
    reason: str | None = None
    content_type: str | None = None
    """What the server called the bytes; `media_type` is what they are."""
    final_url: str | None = None
    """Where redirects led; null where there were none."""
    archive_id: str | None = None
    """Of a document that came out of an archive: the archive's hash."""
    member_zh: str | None = None
    """The name, with folders, that the document has in its archive."""
    index_no: str | None = None
    """索引号 of the detail page that linked the file; with the next two, null where the page was not read again."""
    issuing_body_zh: str | None = None
    """发布机构 as the detail page prints it."""
    social_credit_code: str | None = None
    """统一社会信用代码 as the detail page prints it."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document in the store. `is_new`: its bytes were not there before."""

    document_id: str
    path: Path
    media_type: str
    is_new: bool


class DocumentStore:
    """The bytes of all documents under `<home>/documents/<2 hex>/<sha256>.<extension>`, each once.

    The extension follows from the bytes (`media.EXTENSIONS`).
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "documents"

    def path_of(self, document_id: str) -> Path:
        """Where a document lies; where it is not stored, where it would lie as a PDF.

        Raises ValueError when the id is not a sha256 in hex.
        """
        if not re.fullmatch(r"[0-9a-f]{64}", document_id):
            raise ValueError(f"{document_id!r} is not a document id (64 hexadecimal digits)")
        as_pdf = self.folder / document_id[:2] / f"{document_id}.{EXTENSIONS[PDF]}"
        if as_pdf.exists():
            return as_pdf
        return next(iter(sorted(as_pdf.parent.glob(f"{document_id}.*"))), as_pdf)

    def has(self, document_id: str, byte_count: int | None) -> bool:
        """Whether a document is stored, with so many bytes where their number is known."""
        try:
            size = self.path_of(document_id).stat().st_size
        except FileNotFoundError:
            return False
        return byte_count in (None, size)

    def store(self, data: bytes, *, is_page: bool = False) -> StoredDocument:
        """Store bytes. Raises NotADocument unless their first bytes say that they are one of `media.EXTENSIONS`.

        A web page is a document only with `is_page`, which says that the page itself is the disclosure. The system
        writes the bytes through to the disk in its own time, or when `flush` is called.
        """
        media_type = _accepted(io.BytesIO(data), is_page=is_page)
        document_id = hashlib.sha256(data).hexdigest()
        path = self._path(document_id, media_type)
        if path.exists() and path.stat().st_size == len(data):
            return StoredDocument(document_id, path, media_type, is_new=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _incoming(path.parent) as file:
            file.write(data)
        os.replace(file.name, path)
        return StoredDocument(document_id, path, media_type, is_new=True)

    @staticmethod
    def flush() -> None:
        """Have everything that was stored written through to the disk.

        Once a run, because a flush a file would take longer than fetching it. What a power failure before it cuts off
        has not the size that its sighting says, and is fetched again (`KnownFile.byte_count`).
        """
        os.sync()

    def store_file(self, path: Path) -> StoredDocument:
        """Store a copy of a local file, of any size. Raises NotADocument as `store` does, OSError when unreadable."""
        digest = hashlib.sha256()
        with path.open("rb") as source:
            media_type = _accepted(source)
            source.seek(0)
            self.folder.mkdir(parents=True, exist_ok=True)
            with _incoming(self.folder) as file:
                while chunk := source.read(1 << 20):
                    digest.update(chunk)
                    file.write(chunk)
                size = file.tell()
        document_id = digest.hexdigest()
        target = self._path(document_id, media_type)
        if target.exists() and target.stat().st_size == size:
            os.unlink(file.name)
            return StoredDocument(document_id, target, media_type, is_new=False)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file.name, target)
        return StoredDocument(document_id, target, media_type, is_new=True)

    def _path(self, document_id: str, media_type: str) -> Path:
        return self.folder / document_id[:2] / f"{document_id}.{EXTENSIONS[media_type]}"

    def sweep(self) -> int:
        """Remove what killed runs left unfinished more than a day ago; returns how many files."""
        limit = time.time() - _ABANDONED_SECONDS
        abandoned = [path for path in self.folder.rglob(".incoming-*") if path.stat().st_mtime < limit]
        for path in abandoned:
            path.unlink(missing_ok=True)
        return len(abandoned)


def _accepted(file: BinaryIO, *, is_page: bool = False) -> str:
    if not file.read(1):
        raise NotADocument("application/x-empty", "the file is empty")
    try:
        media_type = media_type_of(file)
    except zipfile.BadZipFile as error:
        raise NotADocument("application/zip", f"it begins as a zip file and is damaged: {error}") from error
    if media_type not in EXTENSIONS or (media_type == HTML and not is_page):
        raise NotADocument(media_type, f"not a document: its first bytes are those of {media_type}")
    return media_type


class _incoming:  # noqa: N801 - used like a function
    """A temporary file in the target's folder: removed on an error."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False)  # noqa: SIM115
        self.name = self._file.name
        self.write = self._file.write
        self.tell = self._file.tell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None:
            self._file.flush()
            os.chmod(self.name, 0o644)
        self._file.close()
        if kind is not None:
            os.unlink(self.name)


class SightingLog:
    """The log of one run at one portal: `<home>/sightings/<portal_id>/<run_id>.jsonl`, `.partial` until closed.

    Opening it first adopts the logs of killed runs at the same portal. A log that another process is still writing is
    locked and left alone. Raises ValueError for a portal_id or run_id that cannot be a file name.
    """

    def __init__(self, home: Path, portal_id: str, run_id: str) -> None:
        for name in (portal_id, run_id):
            if not _RUN_ID.fullmatch(name):
                raise ValueError(f"{name!r} cannot name a sighting log: use letters, digits, '.', '_' and '-'")
        self.portal_id = portal_id
        self.run_id = run_id
        folder = home / "sightings" / portal_id
        folder.mkdir(parents=True, exist_ok=True)
        adopt_partial_logs(folder)
        self.path = _free_name(folder, run_id)
        self._partial = self.path.with_suffix(".jsonl.partial")
        self._descriptor = os.open(self._partial, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o644)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._is_empty = True

    def append(self, sighting: Sighting) -> None:
        """Write one line; it is in the file when this returns."""
        line = sighting.model_dump_json().encode() + b"\n"
        while line:
            line = line[os.write(self._descriptor, line) :]
        self._is_empty = False

    def close(self) -> Path | None:
        """End the log and give it its name; a run without a look leaves no file and returns None."""
        if self._descriptor < 0:
            return None if self._is_empty else self.path
        if self._is_empty:
            self._partial.unlink()
        else:
            os.fsync(self._descriptor)
            os.replace(self._partial, self.path)
        os.close(self._descriptor)
        self._descriptor = -1
        return None if self._is_empty else self.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _free_name(folder: Path, run_id: str) -> Path:
    """A run that is started again under its id (after a kill) continues in a file beside the first."""
    number, path = 1, folder / f"{run_id}.jsonl"
    while path.exists() or path.with_suffix(".jsonl.partial").exists():
        number += 1
        path = folder / f"{run_id}.{number}.jsonl"
    return path


def adopt_partial_logs(folder: Path) -> list[Path]:
    """Give the logs that killed runs left in a portal's folder their names, without a torn last line."""
    adopted = []
    for partial in sorted(folder.glob("*.jsonl.partial")):
        with partial.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            content = file.read()
            whole = content.rfind(b"\n") + 1
            if whole == 0:
                partial.unlink()
                continue
            file.truncate(whole)
            os.replace(partial, partial.with_suffix(""))
            adopted.append(partial.with_suffix(""))
    return adopted


def read_sightings(home: Path, portal_id: str | None = None) -> Iterator[Sighting]:
    """All sightings of finished runs, of one portal or of all; within a portal in the order in which they were made.

    Raises SightingError for a line that is not a sighting.
    """
    root = home / "sightings"
    folders = [root / portal_id] if portal_id else sorted(path for path in root.glob("*") if path.is_dir())
    for folder in folders:
        for path in log_files(folder):
            yield from read_log(path)


def unpacked_archives(home: Path) -> set[str]:
    """The ids of the archives that documents came out of. Raises SightingError."""
    return {each.archive_id for each in read_sightings(home) if each.archive_id and each.document_id}


def log_files(folder: Path) -> list[Path]:
    """The logs of finished runs in a portal's folder, in the order in which they were begun. Raises SightingError."""
    return sorted(folder.glob("*.jsonl"), key=_begun_at)


def read_log(path: Path) -> Iterator[Sighting]:
    """The sightings of one log. Raises SightingError for a line that is not a sighting."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            yield _parse(path, number, line)


def _begun_at(path: Path) -> tuple[datetime, str]:
    return next(read_log(path)).seen_at, path.name


def _parse(path: Path, number: int, line: bytes) -> Sighting:
    try:
        return Sighting.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise SightingError(f"{path}, line {number}: {where}: {first['msg']}; move the file away to go on") from error
