"""`juesuan ingest` from its paths to its exit status.

Put here: the order of the steps and the lines that a person reads.
Keep out: the steps themselves (ingest, process, stages).
"""

import secrets
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.fingerprint import is_up_to_date, read_published
from pipelines.ingest import Problem, StoredFile, find_files, store_files
from pipelines.process import ProcessReport, process_documents
from pipelines.progress import track
from pipelines.settings import Settings
from pipelines.stages import build_warehouse, publish_release


def run_ingest(paths: Sequence[Path], settings: Settings, *, again: bool, build: bool) -> int:
    """Take files through all stages and return the exit status: 1 when none could be used or nothing was published."""
    files, problems = find_files(paths)
    for problem in problems:
        _complain(str(problem))
    if not files:
        print("nothing to ingest: no file was found", file=sys.stderr)
        return 1
    stored = _store(files, settings)
    by_document: dict[str, list[Path]] = {}
    for file in stored:
        by_document.setdefault(file.document_id, []).append(file.path)
    reports = _read(by_document, settings, again=again)
    usable = sum(report.state == "published" for report in reports)
    _print_summary(files, stored, reports)
    if not build:
        print("next: juesuan build, then juesuan publish")
    elif not again and is_up_to_date(settings) and (last := read_published(settings)) is not None:
        print(f"nothing new: release {last.release_id} has it all")
    elif build_warehouse(settings).blocking_failures:
        print("not published: the release before stays", file=sys.stderr)
        return 1
    else:
        publish_release(settings)
    if not usable:
        print("nothing could be ingested: see the lines above", file=sys.stderr)
    return 0 if usable else 1


def _store(files: Sequence[Path], settings: Settings) -> list[StoredFile]:
    run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    stored = []
    with track("storing files", len(files)) as advance:
        for outcome in store_files(files, settings, run_id, advance):
            if isinstance(outcome, Problem):
                _complain(str(outcome))
            else:
                stored.append(outcome)
    return stored


def _read(by_document: dict[str, list[Path]], settings: Settings, *, again: bool) -> list[ProcessReport]:
    reports: list[ProcessReport] = []
    if not by_document:
        return reports
    with track("reading documents", len(by_document)) as advance:
        for report in process_documents(by_document, settings, again=again):
            reports.append(report)
            if report.state != "published":
                _complain(f"{by_document[report.document_id][0]}: {report.state}: {report.reason}")
            advance()
    return reports


def _print_summary(files: Sequence[Path], stored: Sequence[StoredFile], reports: Sequence[ProcessReport]) -> None:
    states = Counter(report.state for report in reports)
    amounts = sum(report.amount_count for report in reports)
    new = sum(file.is_new for file in stored)
    print(
        f"{_counted(len(files), 'file')}: {len(stored)} stored ({new} new), {len(files) - len(stored)} not usable; "
        f"{_counted(len(reports), 'document')}: {states['published']} read with {amounts} amounts, "
        f"{states['refused']} refused, {states['quarantined']} quarantined"
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
