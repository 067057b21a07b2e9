"""The DuckDB file of a release: the public relations of a work file, in an order that depends on their rows alone.

Put here: which relations are public, the order of their rows, copying them with their comments.
Keep out: everything else of a release (warehouse.publish).

Rows are put into order part by part (a check, a year), because a part fits into memory where 20 million rows do not.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse.declarations import Declaration, declared_tables, read_declarations
from warehouse.errors import PublishError
from warehouse.memory import connect

STORAGE_VERSION: Final = "v1.5.0"
"""Readable by DuckDB 1.5 clients and later ones."""
_FIRST_COLUMNS: Final = ("check_id", "indicator_id", "fiscal_year", "table_id")
"""Rows are ordered by these before their key: who looks at one check, year or table then reads little."""
_PART_ROWS: Final = 1_000_000
"""So many rows are put into order at a time, or those of one check or year where these are more."""


def write_database(work_file: Path, target: Path) -> None:
    """Write the public relations of a built work file into a fresh file.

    Raises:
        PublishError: when a relation vanished meanwhile.
        duckdb.Error: when a file cannot be read or written.
    """
    declarations = read_declarations()
    with connect() as connection:
        connection.execute(f"set temp_directory = {literal(str(target) + '.tmp')}")
        connection.execute("attach ? as work (read_only)", [os.path.realpath(work_file)])
        connection.execute(f"attach ? as release (storage_version '{STORAGE_VERSION}')", [str(target)])
        views = _views(connection)
        kept_as_tables = sorted(declared_tables() & set(views))
        names = sorted([*public_relations(connection, "work"), *kept_as_tables])
        # Two at a time: while one is put into order by a single thread, the other is written.
        with ThreadPoolExecutor(max_workers=2) as pool:
            copies = [
                pool.submit(_copy_table, connection.cursor(), name, declarations.get(name, Declaration()))
                for name in names
            ]
            for copy in copies:
                copy.result()
        connection.execute("use release.main")
        # Views refer to public relations by schema only, so any file may hold them.
        for name in sorted(set(views) - set(kept_as_tables)):
            connection.execute(views[name])
            _copy_comments(connection, name, "view")
        connection.execute("use memory; detach release")


def _copy_table(connection: duckdb.DuckDBPyConnection, name: str, declaration: Declaration) -> None:
    connection.execute(f'create table release.main."{name}" {_definition(connection, name)}')
    for rows, bounds in _parts(connection, name, declaration):
        connection.execute(f'insert into release.main."{name}" {rows}', bounds)
    _copy_comments(connection, name)


def public_relations(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """Return the names of the public tables: everything dbt builds as one in the schema `main`, sorted."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = 'main' order by table_name",
        [database],
    ).fetchall()
    return [name for (name,) in rows]


def _views(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute(
        "select view_name, sql from duckdb_views() where database_name = 'work' and schema_name = 'main' "
        "and not internal"
    ).fetchall()
    return dict(rows)


def _definition(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The columns of a table as its own statement has them, with types and keys; those of a view by their types."""
    statements = connection.execute(
        "select sql from duckdb_tables() where database_name = 'work' and schema_name = 'main' and table_name = ?",
        [name],
    ).fetchall()
    if statements:
        statement = str(statements[0][0])
        return statement[statement.index("(") :]
    columns = connection.execute(f'describe work.main."{name}"').fetchall()
    return "(" + ", ".join(f'"{column}" {kind}' for column, kind, *_ in columns) + ")"


def _parts(
    connection: duckdb.DuckDBPyConnection, name: str, declaration: Declaration
) -> Iterator[tuple[str, list[Any]]]:
    """Queries, with their parameters, that give all rows of a relation in their order, one part after the other."""
    columns = _order(connection, name, declaration)
    first, *later = [f'"{column}"' for column in columns]
    rows, order = f'select * from work.main."{name}"', ", ".join([first, *later])
    counts = connection.execute(f'select {first}, count(*) from work.main."{name}" group by all order by 1').fetchall()
    if columns[0] not in _FIRST_COLUMNS or sum(count for _, count in counts) <= _PART_ROWS:
        yield f"{rows} order by {order}", []
        return
    for lowest, highest in _ranges([(value, count) for value, count in counts if value is not None]):
        # What is the same in all rows of a part does not put them into order, and takes a sixth of the time to do so.
        part_order = ", ".join(later) if lowest == highest and later else order
        yield f"{rows} where {first} between ? and ? order by {part_order}", [lowest, highest]
    yield f"{rows} where {first} is null order by {order}", []


def _ranges(counts: Sequence[tuple[str | int, int]]) -> Iterator[tuple[str | int, str | int]]:
    """The lowest and highest value of each part: as many neighbouring values as do not exceed what a part may have."""
    values: list[str | int] = []
    size = 0
    for value, count in counts:
        if values and size + count > _PART_ROWS:
            yield values[0], values[-1]
            values, size = [], 0
        values.append(value)
        size += count
    if values:
        yield values[0], values[-1]


def _order(connection: duckdb.DuckDBPyConnection, name: str, declaration: Declaration) -> list[str]:
    """The columns that decide the order of rows: the declared key, else all but lists, which follow from the others."""
    found = connection.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'work' and schema_name = 'main' "
        "and table_name = ? order by column_index",
        [name],
    ).fetchall()
    if not found:
        raise PublishError(f"the relation {name} vanished while it was copied: build again")
    columns = [column for column, kind in found if not kind.endswith("[]")]
    first = [column for column in _FIRST_COLUMNS if column in columns]
    return list(dict.fromkeys([*first, *(declaration.unique_columns or columns)]))


def _copy_comments(connection: duckdb.DuckDBPyConnection, name: str, kind: str = "table") -> None:
    (comment,) = connection.execute(
        "select comment from (select table_name as name, comment, database_name, schema_name from duckdb_tables() "
        "union all select view_name, comment, database_name, schema_name from duckdb_views()) "
        "where database_name = 'work' and schema_name = 'main' and name = ?",
        [name],
    ).fetchone() or (None,)
    connection.execute(f'comment on {kind} release.main."{name}" is {literal(comment)}')
    columns = connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = 'work' and schema_name = 'main' "
        "and table_name = ? order by column_index",
        [name],
    ).fetchall()
    for column, text in columns:
        connection.execute(f'comment on column release.main."{name}"."{column}" is {literal(text)}')


def literal(text: str | None) -> str:
    """Return a text as a literal of SQL, for statements that take no parameters."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"
