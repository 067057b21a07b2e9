"""`juesuan export`: a release as files for other tools, whole or only what changed since an earlier release.

Put here: which relations are written, in which format, and that nothing half-written is visible.
Keep out: what changed (pipelines.changes), and the release itself, which holds Parquet of everything
(warehouse.publish).
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import duckdb

from pipelines.changes import ColumnChanges, changed_rows, compare_columns, relations_of
from pipelines.errors import PipelineError
from pipelines.settings import Settings
from pipelines.summary import NoReleaseError, release_file

Format = Literal["parquet", "csv"]
BOM: Final = b"\xef\xbb\xbf"
"""Without it Excel takes a CSV file for one in the system's own character set and shows no Chinese."""


class ExportError(PipelineError):
    """An export that cannot be made; nothing has been written."""


@dataclass(frozen=True)
class ExportedRelation:
    """One file of an export: its relation, its path and how many rows it holds."""

    relation: str
    path: Path
    row_count: int
    columns: ColumnChanges
    """What changed in its columns since the earlier release."""


def export_release(
    settings: Settings,
    folder: Path,
    *,
    file_format: Format = "parquet",
    since: str | None = None,
    relations: Sequence[str] = (),
) -> list[ExportedRelation]:
    """Write relations of the newest release into a new folder, one file each.

    Without `relations` those that the release holds as tables are written; a view is written when it is named. With
    `since` only rows that were added or removed since that release are, as `pipelines.changes` tells; relations without
    a change have no file. CSV files begin with a byte order mark, for Excel; amounts keep all their digits in both
    formats.

    Raises:
        NoReleaseError: when there is no release.
        ExportError: when the folder is not empty, or a relation or the earlier release is not there.
    """
    newest = release_file(settings)
    if folder.exists() and any(folder.iterdir()):
        raise ExportError(f"{folder} is not empty: name a new folder")
    earlier = _earlier(settings, since) if since else None
    unfinished = folder.with_name(f".{folder.name}.exporting")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        with duckdb.connect() as connection:
            connection.execute("attach ? as newest (read_only)", [str(newest)])
            if earlier:
                connection.execute("attach ? as earlier (read_only)", [str(earlier)])
            names = _relations(connection, relations, since=earlier is not None)
            written = [
                exported
                for name in names
                if (exported := _write(connection, name, unfinished, file_format, since=earlier is not None))
            ]
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [replace(each, path=folder / each.path.name) for each in written]


def as_format(text: str) -> Format:
    """Return the format a person named. Raises ExportError when there is no such format."""
    match text:
        case "parquet" | "csv":
            return text
    raise ExportError(f"no format {text!r}: parquet and csv can be written")


def _earlier(settings: Settings, release_id: str) -> Path:
    releases = settings.home / "releases"
    path = releases / release_id / "juesuan.duckdb"
    if Path(release_id).name != release_id or not path.is_file():
        known = ", ".join(sorted(each.parent.name for each in releases.glob("[!.]*/juesuan.duckdb")))
        raise ExportError(f"there is no release {release_id!r} in {releases}; there are: {known or 'none'}")
    return path


def _relations(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str], *, since: bool) -> list[str]:
    """The relations to write: those wanted, else all tables; with `since` also tables that only the earlier one has."""
    kinds = (relations_of(connection, "earlier") if since else {}) | relations_of(connection, "newest")
    if unknown := sorted(set(wanted) - set(kinds)):
        raise ExportError(f"no relation {', '.join(unknown)} in the release; there are: {', '.join(sorted(kinds))}")
    return sorted(set(wanted)) or sorted(name for name, kind in kinds.items() if kind == "table")


def _write(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Path, file_format: Format, *, since: bool
) -> ExportedRelation | None:
    shape = compare_columns(connection, name) if since else ColumnChanges()
    query = changed_rows(connection, name) if since else f'select * from newest.main."{name}" order by all'
    connection.execute(f"create or replace temp table exported as {query}")
    (row_count,) = connection.execute("select count(*) from exported").fetchall()[0]
    if since and not row_count and shape.is_empty:
        return None
    path = folder / f"{name}.{file_format}"
    target = str(path).replace("'", "''")
    if file_format == "parquet":
        connection.execute(f"copy exported to '{target}' (format parquet, compression zstd)")
    else:
        plain = path.with_suffix(".plain")
        source = str(plain).replace("'", "''")
        lists = connection.execute(
            "select column_name from (describe exported) where column_type like '%[]' order by column_name"
        ).fetchall()
        # The standard's word for a list in CSV is JSON.
        as_json = ", ".join(f'to_json("{column}") as "{column}"' for (column,) in lists)
        columns = f"* replace ({as_json})" if lists else "*"
        connection.execute(f"copy (select {columns} from exported) to '{source}' (format csv, header)")
        with path.open("wb") as marked, plain.open("rb") as rows:
            marked.write(BOM)
            shutil.copyfileobj(rows, marked)
        plain.unlink()
    return ExportedRelation(name, path, int(row_count), shape)


__all__ = ["BOM", "ExportError", "ExportedRelation", "NoReleaseError", "export_release"]
