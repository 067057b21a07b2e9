"""Publish a build as a release: one DuckDB file, Parquet by table and year, data package, accuracy, one swapped link.

Put here: the gate before it, Parquet, the swap, and keeping the newest releases.
Keep out: computing anything (sql/), the DuckDB file (warehouse.release_file), the text of the data dictionary
(warehouse.describe).

A release is written under a hidden name and renamed when it is complete; then the link `current` is replaced in one
step. Readers of the release before keep their open file, and nobody waits for anybody.
"""

import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb

from warehouse.accuracy import RELEASED_NAME, write_released_statement
from warehouse.datapackage import PACKAGE_NAME, write_datapackage
from warehouse.errors import PublishError
from warehouse.memory import connect
from warehouse.release_file import literal, public_relations, write_database
from warehouse.terms import Terms

DATABASE_NAME: Final = "juesuan.duckdb"
KEPT_RELEASES: Final = 5
_RELEASE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Release:
    """A published release; `folder` is its real path, which stays the same when a newer one is published."""

    release_id: str
    folder: Path

    @property
    def database(self) -> Path:
        """The DuckDB file. Connect to this path: a link would give a process the file it opened before."""
        return self.folder / DATABASE_NAME

    @property
    def parquet(self) -> Path:
        """The folder of Parquet files."""
        return self.folder / "parquet"

    @property
    def datapackage(self) -> Path:
        """The Frictionless data package that names every file and column."""
        return self.folder / PACKAGE_NAME

    @property
    def accuracy(self) -> Path:
        """The accuracy statement: figures as measured, and whether the release has the measured versions."""
        return self.folder / RELEASED_NAME


def open_release(home: Path) -> Release:
    """Return the newest release.

    Raises:
        PublishError: when nothing has been published yet.
    """
    link = home / "current"
    if not link.exists():
        raise PublishError(f"{link} does not exist: nothing has been published yet, run a build and publish it")
    folder = Path(os.path.realpath(link))
    return Release(folder.name, folder)


def publish(home: Path, work_file: Path, *, release_id: str | None = None, terms: Terms | None = None) -> Release:
    """Publish the public relations of the work file, unless a blocking check failed in its build.

    Args:
        home: the folder that holds `releases/` and `current`.
        work_file: what `warehouse.build.build` built.
        release_id: names the folder; by default the time in UTC.
        terms: the licence and who publishes, for the data package; by default the project's.

    Raises:
        PublishError: when the build failed, never ran, or the release exists already. What was published before stays.
    """
    created_at = datetime.now(UTC).replace(microsecond=0)
    release_id = release_id or _free_id(home, created_at)
    if not _RELEASE_ID.fullmatch(release_id):
        raise PublishError(f"release id {release_id!r}: use letters, digits, points, dashes and underscores")
    folder = home / "releases" / release_id
    if folder.exists():
        raise PublishError(f"{folder} exists already: give another release id")
    _ensure_publishable(work_file)
    unfinished = home / "releases" / f".tmp-{release_id}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        write_database(work_file, unfinished / DATABASE_NAME)
        _write_parquet(unfinished / DATABASE_NAME, unfinished / "parquet")
        write_released_statement(unfinished / DATABASE_NAME, unfinished, release_id=release_id, created_at=created_at)
        write_datapackage(
            unfinished / DATABASE_NAME, unfinished, release_id=release_id, created_at=created_at, terms=terms
        )
        _synchronize(unfinished)
        unfinished.rename(folder)
    except duckdb.Error as error:
        raise PublishError(f"release {release_id} could not be written from {work_file}: {error}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _swap(home, folder)
    _forget_old_releases(home)
    return Release(release_id, folder)


def _ensure_publishable(work_file: Path) -> None:
    if not work_file.is_file():
        raise PublishError(f"{work_file} does not exist: load and build first")
    with duckdb.connect(os.path.realpath(work_file), read_only=True) as connection:
        built = connection.execute(
            "select 1 from duckdb_tables() where schema_name = 'build' and table_name = 'outcome'"
        ).fetchone()
        if built is None:
            raise PublishError(f"{work_file} was loaded but not built since: build it first")
        blocking = connection.execute(
            "select name, message from build.failure where is_blocking order by name"
        ).fetchall()
    if blocking:
        reasons = "; ".join(f"{name} ({message})" for name, message in blocking[:3])
        more = f" and {len(blocking) - 3} more" if len(blocking) > 3 else ""
        raise PublishError(
            f"not published, {len(blocking)} blocking failure(s) in the build: {reasons}{more}. The release before "
            "stays current; correct the cause, then build and publish again"
        )


def _write_parquet(database: Path, folder: Path) -> None:
    """Write a fact as one file a year and a dimension as one file.

    The rows keep the order that they have in the database, so the same rows give the same bytes.
    """
    folder.mkdir()
    with connect(database, read_only=True) as connection:
        # A file is written by one thread, so that its row groups do not depend on the machine; several files at a time.
        connection.execute("set threads = 1")
        queries = list(_parquet_queries(connection, database.stem, folder))
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for _ in pool.map(lambda query: _copy_to(connection.cursor(), *query), queries):
                pass


def _parquet_queries(connection: duckdb.DuckDBPyConnection, database: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for name in public_relations(connection, database):
        if name.startswith("dim_"):
            yield f'from "{name}"', folder / f"{name}.parquet"
            continue
        (folder / name).mkdir()
        years = connection.execute(f'select distinct fiscal_year from "{name}" order by 1').fetchall()
        for (year,) in years or [(None,)]:  # a relation without rows still has a file that tells its columns
            where = "fiscal_year is null" if year is None else f"fiscal_year = {year}"
            yield f'from "{name}" where {where}', folder / name / f"{'unknown' if year is None else year}.parquet"


def _copy_to(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"copy ({query}) to {literal(str(path))} (format parquet, compression zstd)")


def _swap(home: Path, folder: Path) -> None:
    link, fresh = home / "current", home / f".current-{folder.name}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / folder.name)
    os.replace(fresh, link)


def _forget_old_releases(home: Path) -> None:
    """Keep the newest releases; a reader that still has an older file open keeps it until it closes it."""
    current = Path(os.path.realpath(home / "current"))
    releases = [path for path in (home / "releases").iterdir() if path.is_dir() and not path.name.startswith(".")]
    releases.sort(key=lambda path: (path == current, path.stat().st_mtime_ns, path.name), reverse=True)
    for path in releases[KEPT_RELEASES:]:
        shutil.rmtree(path)


def _free_id(home: Path, created_at: datetime) -> str:
    base = created_at.strftime("%Y%m%dT%H%M%SZ")
    candidate, number = base, 1
    while (home / "releases" / candidate).exists():
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _synchronize(folder: Path) -> None:
    """Bring the files to the disk before the link points to them."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
