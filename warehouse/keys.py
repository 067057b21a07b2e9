"""Keys of the published relations: primary keys as declared, foreign keys as the names of columns say.

Put here: which column refers to which dimension.
Keep out: uniqueness of facts (tests of sql/models), what a key is written into (datapackage, describe).

A column that is named like the only key of a dimension, alone or behind a word (`parent_unit_id`), refers to it. Where
such a name means something else, the column's `meta` says `refers_to: nothing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from warehouse.declarations import Column, Declaration


@dataclass(frozen=True, order=True)
class ForeignKey:
    """A column whose values, where there are any, all stand in the key of a dimension."""

    relation: str
    column: str
    dimension: str
    key: str


def primary_keys(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return the columns of each relation's primary key, in their order."""
    rows = connection.execute(
        "select table_name, constraint_column_names from duckdb_constraints() "
        "where schema_name = 'main' and constraint_type = 'PRIMARY KEY' order by table_name"
    ).fetchall()
    return dict(rows)


def foreign_keys(
    connection: duckdb.DuckDBPyConnection, declarations: Mapping[str, Declaration]
) -> dict[str, list[ForeignKey]]:
    """Return the foreign keys of each table by its name, in the order of its columns.

    Only keys that hold in this file are among them: a portal may know a division that is newer than the list.
    """
    single = {keys[0]: name for name, keys in primary_keys(connection).items() if len(keys) == 1}
    found: dict[str, list[ForeignKey]] = {}
    for relation, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' "
        "and table_name in (select table_name from duckdb_tables()) order by table_name, column_index"
    ).fetchall():
        declared = declarations.get(relation, Declaration()).columns.get(column, Column())
        key = next((key for key in single if column == key or column.endswith(f"_{key}")), None)
        if key is None or declared.meta.get("refers_to") == "nothing" or (relation, column) == (single[key], key):
            continue
        found.setdefault(relation, []).append(ForeignKey(relation, column, single[key], key))
    return {relation: holding for relation, keys in found.items() if (holding := _holding(connection, relation, keys))}


def _holding(connection: duckdb.DuckDBPyConnection, relation: str, keys: list[ForeignKey]) -> list[ForeignKey]:
    """The keys that hold, found in one pass over the relation."""
    outside = ", ".join(
        f'count(*) filter ("{key.column}" is not null and "{key.column}" not in '
        f'(select "{key.key}" from main."{key.dimension}"))'
        for key in keys
    )
    (counts,) = connection.execute(f'select {outside} from main."{relation}"').fetchall()
    return [key for key, count in zip(keys, counts, strict=True) if count == 0]
