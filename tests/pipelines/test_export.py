"""`juesuan export` and `juesuan unit` on a real release."""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipelines.changes import relations_of
from pipelines.cli import app
from pipelines.export import BOM
from pipelines.unit_page import sparkline
from tests.warehouse.builds import Built
from warehouse.publish import publish


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_csv_for_excel_begins_with_a_byte_order_mark_and_keeps_every_digit(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    assert run("export", folder, "--home", built.home, "--format", "csv", "--relation", "fct_amount")[0] == 0
    (path,) = folder.iterdir()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = sorted(Decimal(row["published_amount"]) for row in csv.DictReader(file))
    assert written == sorted(amount for (amount,) in built.rows("select published_amount from fct_amount"))  # type: ignore[type-var]


def test_only_the_rows_that_changed_since_a_release_are_written(built: Built, tmp_path: Path) -> None:
    work = built.copy(tmp_path)
    with duckdb.connect(str(work)) as connection:
        connection.execute("update main.dim_region set name_zh = '改名市' where region_code = '140100'")
    publish(tmp_path, work, release_id="second")
    status, printed, _ = run("export", tmp_path / "changes", "--home", tmp_path, "--since", "first")
    assert status == 0
    assert "2 rows" in printed
    (path,) = (tmp_path / "changes").iterdir()
    rows = pq.read_table(path).select(["change", "name_zh"]).to_pylist()
    assert {row["change"]: row["name_zh"] for row in rows}["added"] == "改名市"
    assert len(rows) == 2


NEXT_NIGHT = (
    "create table main.kept_amount as select * from main.fct_amount where row_order % 3 <> 0",
    "drop view main.fct_amount",
    "alter table main.kept_amount rename to fct_amount",
    "update main.dim_unit set name_zh = name_zh || '（改）' where unit_level = 'department'",
    "insert into checks.chk_g_01 select * replace ('twice' as scope) from checks.chk_g_01 limit 5",
    "create table main.kept_claim as select * exclude (sentence_zh) from main.fct_claim",
    "drop view main.fct_claim",
    "alter table main.kept_claim rename to fct_claim",
    "alter table main.fct_finding add column noted_by varchar",
    "update main.fct_finding set noted_by = 'a person'",
    'alter table main.dim_measure alter column "order" type varchar',
    "drop table main.unit_peer_group",
    "create table main.fct_brought (fiscal_year integer, amount_yuan decimal(20, 2))",
    "insert into main.fct_brought values (2024, 1.05), (2024, 1.05)",
)
"""What a night and a new version of the models may do to a release."""


@pytest.fixture(scope="module")
def two_releases(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the releases `first` and `second`."""
    home = tmp_path_factory.mktemp("two-releases")
    work = built.copy(home)
    with duckdb.connect(str(work)) as connection:
        for statement in NEXT_NIGHT:
            connection.execute(statement)
    publish(home, work, release_id="second")
    return home


@pytest.fixture(scope="module")
def both(two_releases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The releases attached as `earlier` and `newest`."""
    with duckdb.connect() as connection:
        for name, release_id in (("earlier", "first"), ("newest", "second")):
            file = two_releases / "releases" / release_id / "juesuan.duckdb"
            connection.execute(f"attach '{file}' as {name} (read_only)")
        yield connection


@pytest.fixture(scope="module")
def kinds(both: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """All relations of either release, tables and views."""
    return relations_of(both, "earlier") | relations_of(both, "newest")


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_the_changes_make_the_newest_release_of_the_earlier_one_in_every_relation(
    two_releases: Path, both: duckdb.DuckDBPyConnection, kinds: dict[str, str], tmp_path: Path, file_format: str
) -> None:
    named = [part for name in kinds for part in ("--relation", name)]
    arguments = ("export", tmp_path / "out", "--home", two_releases, "--since", "first", "--format", file_format)
    assert run(*arguments, *named)[0] == 0
    written = {path.stem: path for path in (tmp_path / "out").iterdir()}
    for name in kinds:
        columns = columns_of(both, "newest", name) or columns_of(both, "earlier", name)
        then, now = (as_text(both, database, name, columns) for database in ("earlier", "newest"))
        if name in written:
            path = written[name]
            reader = "read_parquet(?)" if file_format == "parquet" else "read_csv(?, all_varchar = true, header = true)"
            chosen = ", ".join(f'cast("{column}" as varchar)' for column in columns)
            rows = both.execute(f"select change, {chosen} from {reader}", [str(path)]).fetchall()
            then.subtract(tuple(blank(value) for value in row[1:]) for row in rows if row[0] == "removed")
            then.update(tuple(blank(value) for value in row[1:]) for row in rows if row[0] == "added")
            assert {row[0] for row in rows} <= {"added", "removed"}
            assert min(then.values(), default=0) >= 0, name
        assert +then == now, name
    assert {"fct_amount", "dim_unit", "unit_peer_group", "fct_brought", "where_printed"} <= set(written)
    assert {"dim_region", "fct_implied_amount", "unit_link_candidate"}.isdisjoint(written)


def columns_of(connection: duckdb.DuckDBPyConnection, database: str, name: str) -> list[str]:
    return [
        column
        for (column,) in connection.execute(
            "select column_name from duckdb_columns() where database_name = ? and table_name = ? order by column_index",
            [database, name],
        ).fetchall()
    ]


def as_text(
    connection: duckdb.DuckDBPyConnection, database: str, name: str, columns: list[str]
) -> Counter[tuple[str, ...]]:
    """The rows of a relation with every value as text, a column that it lacks empty."""
    present = columns_of(connection, database, name)
    if not present:
        return Counter()
    chosen = ", ".join(f'cast("{column}" as varchar)' if column in present else "null" for column in columns)
    rows = connection.execute(f'select {chosen} from {database}.main."{name}"').fetchall()
    return Counter(tuple(blank(value) for value in row) for row in rows)


def blank(value: object) -> str:
    """CSV has no null: it is empty there, and so is an empty text."""
    return "" if value is None else str(value)


def test_columns_that_are_new_gone_or_of_another_type_are_told(two_releases: Path, tmp_path: Path) -> None:
    status, printed, _ = run("export", tmp_path / "out", "--home", two_releases, "--since", "first")
    assert status == 0
    lines = {Path(line.split("  ")[0]).stem: line for line in printed.splitlines()}
    assert lines["fct_finding"].endswith("(columns new: noted_by)")
    assert lines["fct_claim"].endswith("0 rows  (columns gone: sentence_zh)")
    assert "(columns of another type: order)" in lines["dim_measure"]
    assert "unit_peer_group" in lines
    assert "where_printed" not in lines  # a view is written only when it is named


def test_nothing_changed_since_the_newest_release_itself(two_releases: Path, tmp_path: Path) -> None:
    status, printed, _ = run("export", tmp_path / "out", "--home", two_releases, "--since", "second")
    assert (status, printed) == (0, "nothing changed\n")
    assert list((tmp_path / "out").iterdir()) == []


def test_every_table_is_exported_as_csv_with_a_byte_order_mark_and_read_back_the_same(
    built: Built, tmp_path: Path
) -> None:
    assert run("export", tmp_path / "csv", "--home", built.home, "--format", "csv")[0] == 0
    with duckdb.connect(str(built.release.database), read_only=True) as connection:
        tables = [
            name for name, kind in relations_of(connection, built.release.database.stem).items() if kind == "table"
        ]
        assert sorted(path.stem for path in (tmp_path / "csv").iterdir()) == tables
        for name in tables:
            path = tmp_path / "csv" / f"{name}.csv"
            assert path.read_bytes().startswith(BOM)
            assert not path.read_bytes().startswith(BOM * 2)
            kinds = connection.execute(
                "select column_name, data_type from duckdb_columns() where table_name = ? order by column_index", [name]
            ).fetchall()
            typed = ", ".join(f'cast("{column}" as {kind}) as "{column}"' for column, kind in kinds)
            source = f"(select {typed} from read_csv('{path}', all_varchar = true, header = true))"
            here = ", ".join(
                f'nullif("{column}", \'\') as "{column}"' if kind == "VARCHAR" else f'"{column}"'
                for column, kind in kinds
            )
            lost = connection.execute(f'select {here} from "{name}" except all select {here} from {source}').fetchall()
            assert lost == [], name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "never"), "there is no release 'never'"),
        (("--since", "../releases"), "there is no release '../releases'"),
        (("--relation", "fct_nothing"), "no relation fct_nothing in the release"),
        (("--format", "xml"), "no format 'xml'"),
    ],
)
def test_what_cannot_be_exported_is_said_and_leaves_no_folder(
    built: Built, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, _, errors = run("export", tmp_path / "out", "--home", built.home, *arguments)
    assert status == 1
    assert message in errors
    assert list(tmp_path.iterdir()) == []


def test_a_unit_is_shown_with_its_years_checks_and_documents(built: Built) -> None:
    status, printed, _ = run("unit", "山西省太原市示范局", "--home", built.home)
    assert status == 0
    for part in ("2021", "2024", "Amounts in 万元", "本年支出 expenditure", "Checks by state", "T1.03", "Documents"):
        assert part in printed


def test_a_name_that_fits_none_or_several_units_is_explained(built: Built) -> None:
    status, _, errors = run("unit", "太原市示范居", "--home", built.home)
    assert status == 1
    assert "near to it: 山西省太原市示范局" in errors
    assert "units fit '太原市'" in run("unit", "太原市", "--home", built.home)[2]


@given(st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=12))
def test_a_sparkline_has_a_mark_a_value_and_its_highest_bar_at_the_highest_value(values: list[Decimal | None]) -> None:
    line = sparkline(values)
    known = [value for value in values if value is not None]
    assert len(line) == (len(values) if known else 0)
    if len(set(known)) > 1:
        assert line[values.index(max(known))] == "█"
        assert line[values.index(min(known))] == "▁"
