"""What publishing promises to readers."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builds import Built, example, write_inputs
from warehouse.build import SQL_FOLDER
from warehouse.errors import PublishError
from warehouse.load import load
from warehouse.publish import KEPT_RELEASES, open_release, publish

READER = """
import os, sys, duckdb
connection = duckdb.connect(os.path.realpath(sys.argv[1]), read_only=True)
for _ in sys.stdin:
    print(connection.execute("select count(*) from fct_amount").fetchone()[0], flush=True)
"""


@pytest.fixture
def home(built: Built, tmp_path: Path) -> Path:
    """A home of its own with a copy of the built work file and of its release, `first`."""
    built.copy(tmp_path)
    return tmp_path


def amount_count(database: Path) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return int(connection.execute("select count(*) from fct_amount").fetchone()[0])  # type: ignore[index]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
    }


def test_a_reader_in_another_process_keeps_its_state_while_a_new_one_sees_the_new_release(home: Path) -> None:
    count = amount_count(open_release(home).database)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(home / "current" / "juesuan.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert int(reader.stdout.readline()) == count
        with duckdb.connect(str(home / "work.duckdb")) as connection:
            connection.execute(
                "delete from raw.amount where document_id = (select min(document_id) from main.fct_amount)"
            )
        second = publish(home, home / "work.duckdb", release_id="second")
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert int(reader.stdout.readline()) == count
        reader.stdin.close()
    assert reader.returncode == 0
    assert open_release(home) == second
    assert amount_count(open_release(home).database) < count


def test_the_same_work_file_gives_the_same_bytes_of_parquet(home: Path) -> None:
    first = digests(open_release(home).parquet)
    second = digests(publish(home, home / "work.duckdb", release_id="second").parquet)
    assert first == second
    assert {
        "dim_unit.parquet",
        "fct_amount/2023.parquet",
        "fct_amount/2024.parquet",
        "fct_claim/unknown.parquet",
    } <= set(first)


def test_a_year_of_a_fact_is_one_file_with_the_year_inside(built: Built) -> None:
    path = built.release.parquet / "fct_amount" / "2023.parquet"
    with duckdb.connect() as connection:
        years = connection.execute("select distinct fiscal_year from read_parquet(?)", [str(path)]).fetchall()
        compressions = connection.execute(
            "select distinct compression from parquet_metadata(?)", [str(path)]
        ).fetchall()
    assert years == [(2023,)]
    assert compressions == [("ZSTD",)]


def test_the_published_file_can_be_opened_by_clients_of_1_5(built: Built) -> None:
    with duckdb.connect() as connection:
        connection.execute("attach ? as release (read_only)", [str(built.release.database)])
        (tags,) = connection.execute("select tags from duckdb_databases() where database_name = 'release'").fetchone()  # type: ignore[misc]
    assert tags["storage_version"].startswith("v1.5")


def test_every_relation_and_column_is_described_in_both_languages(built: Built) -> None:
    comments = built.rows(
        "select table_name, comment from duckdb_tables() union all "
        "select table_name || '.' || column_name, comment from duckdb_columns() where not internal"
    )
    assert len(comments) > 150
    lacking = [
        name
        for name, text in comments
        if not (text and any("a" <= c <= "z" for c in str(text)) and any("\u4e00" <= c <= "\u9fff" for c in str(text)))
    ]
    assert lacking == []


def test_only_public_relations_are_published_with_keys_on_the_dimensions(built: Built) -> None:
    names = {name for (name,) in built.rows("select table_name from duckdb_tables()")}
    summaries = {path.stem for path in (SQL_FOLDER / "models" / "views").glob("*.sql")}
    assert {name for name in names if not str(name).startswith(("dim_", "fct_"))} <= {
        "indicators",
        "unconfirmed_amounts",
    } | summaries
    keyed = {
        name
        for (name,) in built.rows("select table_name from duckdb_constraints() where constraint_type = 'PRIMARY KEY'")
    }
    lists = {"dim_region_change", "dim_region_name"}  # what became of a region: unique, but with years unknown
    assert keyed == {name for name in names if str(name).startswith("dim_")} - lists


def test_a_blocking_failure_keeps_the_release_before(home: Path) -> None:
    with duckdb.connect(str(home / "work.duckdb")) as connection:
        connection.execute("insert into build.failure values ('G.02', 'an amount without a box', true)")
    with pytest.raises(PublishError, match=r"G\.02 \(an amount without a box\)"):
        publish(home, home / "work.duckdb", release_id="second")
    assert open_release(home).release_id == "first"
    assert [path.name for path in (home / "releases").iterdir()] == ["first"]


def test_a_work_file_that_was_not_built_since_it_was_loaded_is_refused(tmp_path: Path) -> None:
    write_inputs(tmp_path, [example(2024)])
    load(tmp_path / "shards" / "test", tmp_path / "sightings", tmp_path / "work.duckdb")
    with pytest.raises(PublishError, match="not built since"):
        publish(tmp_path, tmp_path / "work.duckdb")


def test_the_newest_five_releases_are_kept(home: Path) -> None:
    names = ["first", *(f"release-{number}" for number in range(2, KEPT_RELEASES + 1))]
    for day, name in enumerate(names):
        if day:
            shutil.copytree(open_release(home).folder, home / "releases" / name)
        os.utime(home / "releases" / name, (day, day))
    publish(home, home / "work.duckdb", release_id="newest")
    assert {path.name for path in (home / "releases").iterdir()} == {*names[1:], "newest"}
    assert open_release(home).release_id == "newest"


def test_without_a_release_the_reader_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="nothing has been published yet"):
        open_release(tmp_path)
