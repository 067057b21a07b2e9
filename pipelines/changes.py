"""What changed between two releases: rows, columns and whole relations.

Put here: the comparison of two attached releases, `earlier` and `newest`.
Keep out: where releases lie and what is written of a comparison (pipelines.export).

A row of a comparison has the columns of the newest release behind a first column `change`: `added` rows are in the
newest release only, `removed` ones in the earlier one only, and a changed row is one of each. Taking the removed rows
out of the earlier release and putting the added ones in gives the newest. A column that is new is null in the earlier
release, so rows that have a value in it changed; a column that is gone is left out of the comparison.
"""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class ColumnChanges:
    """Columns of a relation that are new, gone, or of another type than in the earlier release."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    retyped: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the columns are the same."""
        return not (self.new or self.gone or self.retyped)

    def __str__(self) -> str:
        named = {"new": self.new, "gone": self.gone, "of another type": self.retyped}
        return "; ".join(f"columns {word}: {', '.join(names)}" for word, names in named.items() if names)


def relations_of(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, str]:
    """Return the public relations of an attached release, each with its kind: `table` or `view`."""
    rows = connection.execute(
        "select table_name, 'table' from duckdb_tables() where database_name = $1 and schema_name = 'main' union all "
        "select view_name, 'view' from duckdb_views() where database_name = $1 and schema_name = 'main' "
        "and not internal order by all",
        [database],
    ).fetchall()
    return dict(rows)


def compare_columns(connection: duckdb.DuckDBPyConnection, name: str) -> ColumnChanges:
    """Return what changed in the columns of a relation; nothing where only one release has it."""
    newest, earlier = _columns(connection, "newest", name), _columns(connection, "earlier", name)
    if not (newest and earlier):
        return ColumnChanges()
    return ColumnChanges(
        new=tuple(column for column in newest if column not in earlier),
        gone=tuple(column for column in earlier if column not in newest),
        retyped=tuple(column for column in newest if earlier.get(column, newest[column]) != newest[column]),
    )


def changed_rows(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return the query for the rows of a relation that only one of the two releases has."""
    newest, earlier = _columns(connection, "newest", name), _columns(connection, "earlier", name)
    wanted = newest or earlier
    now = _rows("newest", name, wanted, newest)
    then = _rows("earlier", name, wanted, earlier)
    return (
        f"select 'added' as change, * from ({now} except all {then}) union all "
        f"select 'removed' as change, * from ({then} except all {now}) order by all"
    )


def _rows(database: str, name: str, wanted: dict[str, str], present: dict[str, str]) -> str:
    """The rows of one release in the wanted columns and types; none where it lacks the relation."""
    chosen = ", ".join(
        f'try_cast("{column}" as {kind}) as "{column}"' if column in present else f'cast(null as {kind}) as "{column}"'
        for column, kind in wanted.items()
    )
    return f'select {chosen} from {database}.main."{name}"' if present else f"select {chosen} where false"


def _columns(connection: duckdb.DuckDBPyConnection, database: str, name: str) -> dict[str, str]:
    """The columns of a relation with their types, in order; empty where the release lacks it."""
    rows = connection.execute(
        "select column_name, data_type from duckdb_columns() where database_name = ? and schema_name = 'main' "
        "and table_name = ? order by column_index",
        [database, name],
    ).fetchall()
    return dict(rows)
