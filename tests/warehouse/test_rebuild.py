"""Building again from the same shards gives the same bytes, in whatever order rows come and however many processors.

What is compared was built by dbt and by running its SQL without it (tests.warehouse.compiled), so that this shows as
well that the second way gives what the first gives; that dbt renders the same SQL again, test_dbt_docs shows.
"""

import hashlib
from pathlib import Path

import duckdb
import pytest

from pipelines.changes import relations_of
from pipelines.export import export_release
from pipelines.settings import read_settings
from tests.warehouse.builds import Built
from tests.warehouse.compiled import Build
from warehouse.load import load
from warehouse.publish import Release, publish


def shuffle(work_file: Path) -> None:
    """Put the rows of every loaded relation into another order: nothing may depend on it.

    Rows of one document stay together and in their order, as loading keeps them: that order is theirs in the document.
    """
    with duckdb.connect(str(work_file)) as connection:
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('raw', 'reference')"
        ).fetchall():
            name = f'"{schema}"."{table}"'
            columns = [row[0] for row in connection.execute(f"describe {name}").fetchall()]
            order = "hash(document_id), rowid" if "document_id" in columns else "hash(rowid)"
            connection.execute(f"create or replace temp table shuffled as from {name} order by {order}")
            connection.execute(f"delete from {name}")
            connection.execute(f"insert into {name} from shuffled")


@pytest.fixture(scope="module")
def rebuilt(built: Built, build: Build, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release from the shards of the shared build, their rows in another order."""
    home = tmp_path_factory.mktemp("rebuilt")
    work_file = home / "warehouse" / "work.duckdb"
    load(built.home / "shards" / "test", built.home / "sightings", work_file)
    shuffle(work_file)
    assert build(work_file).blocking_failures == ()
    return publish(home, work_file, release_id="again")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.*"))
    }


def test_every_parquet_file_is_the_same_byte_by_byte(built: Built, rebuilt: Release) -> None:
    first, second = digests(built.release.parquet), digests(rebuilt.parquet)
    assert first == second
    with duckdb.connect(str(built.release.database), read_only=True) as connection:
        kinds = relations_of(connection, built.release.database.stem)
    tables = {name for name, kind in kinds.items() if kind == "table"}
    assert {Path(path).parts[0].removesuffix(".parquet") for path in first} == tables


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_every_exported_relation_and_view_is_the_same_byte_by_byte(
    built: Built, rebuilt: Release, tmp_path: Path, file_format: str
) -> None:
    with duckdb.connect(str(built.release.database), read_only=True) as connection:
        names = list(relations_of(connection, built.release.database.stem))
    homes = {"first": built.home, "again": rebuilt.folder.parents[1]}
    for folder, home in homes.items():
        export_release(read_settings(home=home), tmp_path / folder, file_format=file_format, relations=names)
    assert digests(tmp_path / "first") == digests(tmp_path / "again")
    assert {path.stem for path in (tmp_path / "first").iterdir()} == set(names)
