"""The documents as they were read, from which corrupted copies are made.

Put here: the rows of the work file that copies need, numbered, and which documents are checked against each other.
Keep out: changing anything (plan, copies).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

ORDERS: Final = {
    "amount": "document_id, table_no, side, row_order, measure",
    "claim": "document_id, claim_no",
}
"""How the rows of the relations that are changed are numbered: as they stand in the document."""


@dataclass(frozen=True)
class Family:
    """A document with the documents that checks compare it with: other years of its unit, its department, its units."""

    document_id: str
    members: tuple[str, ...]


class Source:
    """Raw rows of some documents in a database in memory: `main.<relation>`, with a `row_key` each.

    `surroundings` are raw relations that are not about a document (portals, crawls); copies keep them as they are.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
        self.connection = connection
        self.document_ids = tuple(document_ids)
        raw = self._columns("raw")
        self.relations = {name: columns for name, columns in raw.items() if "document_id" in columns}
        self.surroundings = tuple(name for name in raw if name not in self.relations)
        self.references = tuple(self._columns("reference"))
        connection.execute("create temp table wanted as select unnest(?) as document_id", [list(document_ids)])
        for relation in self.relations:
            order = ORDERS.get(relation, "document_id")
            connection.execute(
                f"create table {relation} as "
                f"select cast(row_number() over (order by {order}) as integer) as row_key, * "
                f"from work.raw.{relation} where document_id in (select document_id from wanted)"
            )

    def rows(self, query: str, *parameters: object) -> list[dict[str, Any]]:
        """Return the rows of a query, each by the names of its columns."""
        cursor = self.connection.execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def families(self) -> dict[str, Family]:
        """Return the family of each current document, by its id."""
        rows = self.rows(
            "select document.document_id, fiscal_year, document.unit_id, "
            "coalesce(parent_unit_id, document.unit_id) as head "
            "from work.main.dim_document as document join work.main.dim_unit using (unit_id) "
            "where state = 'published' and fiscal_year is not null "
            "and document_id in (select document_id from wanted) order by all"
        )
        return {
            row["document_id"]: Family(
                row["document_id"],
                tuple(
                    other["document_id"]
                    for other in rows
                    if (other["unit_id"] == row["unit_id"] and abs(other["fiscal_year"] - row["fiscal_year"]) <= 1)
                    or (other["head"] == row["head"] and other["fiscal_year"] == row["fiscal_year"])
                ),
            )
            for row in rows
        }

    def _columns(self, schema: str) -> dict[str, tuple[str, ...]]:
        rows = self.connection.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where database_name = 'work' and schema_name = ? group by table_name order by table_name",
            [schema],
        ).fetchall()
        return {name: tuple(columns) for name, columns in rows}


@contextmanager
def open_source(work_file: Path, document_ids: Sequence[str]) -> Iterator[Source]:
    """Read the documents from a work file that has been built; the file is left as it is."""
    with duckdb.connect() as connection:
        connection.execute("attach ? as work (read_only)", [str(work_file)])
        yield Source(connection, document_ids)
