"""A build of narratives: a typeset document in many copies with one slip each, and the real documents.

Put here: reading documents into shards, planting a slip, building once. Keep out: expectations.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.normalize.run import read_document
from tests.warehouse.compiled import Build
from warehouse.load import load
from warehouse.schema import SHARDS

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Slip = Callable[[Rows], None]


def read(path: Path) -> Rows:
    """The shard rows of a PDF, cells left out."""
    frames = read_document(path, hashlib.sha256(path.read_bytes()).hexdigest())
    return {relation: frames[relation].to_pylist() for relation in SHARDS if relation != "cell"}


def copy_of(rows: Rows, name: str, slip: Slip) -> Rows:
    """The same document as another unit's, with a slip in it."""
    document_id = hashlib.sha256(name.encode()).hexdigest()
    copied = {relation: [dict(row, document_id=document_id) for row in found] for relation, found in rows.items()}
    copied["document"][0]["unit_name_zh"] += f"（{name}）"
    slip(copied)
    return copied


def claim(rows: Rows, **facts: object) -> Row:
    """The first claim with these facts."""
    return next(row for row in rows["claim"] if all(row[key] == value for key, value in facts.items()))


def restated(add: str, **facts: object) -> Slip:
    """A slip: the first claim with these facts prints more, or less."""

    def slip(rows: Rows) -> None:
        row = claim(rows, **facts)
        sign = -1 if row["published_amount"] < 0 else 1
        row["published_amount"] += sign * Decimal(add)
        row["published_text"] = format(abs(row["published_amount"]).quantize(Decimal("0.01")), "f")

    return slip


def turned(*comparisons: str, **facts: object) -> Slip:
    """A slip: the first claims of these comparisons go the other way."""

    def slip(rows: Rows) -> None:
        for comparison in comparisons:
            row = claim(rows, comparison=comparison, **facts)
            row["published_amount"] = -row["published_amount"]

    return slip


def mentioned(kind: str, text: str, **facts: object) -> Slip:
    """A slip: the text says one thing more."""

    def slip(rows: Rows) -> None:
        place = {key: rows["claim"][0][key] for key in ("document_id", "page", "x0", "y0", "x1", "y1")}
        number = len(rows["mention"]) + 1
        row = dict.fromkeys(SHARDS["mention"].names)
        rows["mention"].append({**row, **place, "mention_no": number, "mention_kind": kind, "text": text, **facts})

    return slip


def blanked(table_id: str, code: str) -> Slip:
    """A slip: a table prints nothing for a code."""

    def slip(rows: Rows) -> None:
        rows["amount"] = [row for row in rows["amount"] if (row["table_id"], row["subject_code"]) != (table_id, code)]

    return slip


@dataclass(frozen=True)
class Narratives:
    """A finished build; documents are known by the names of their copies, or by their hashes."""

    work_file: Path

    def failures(self, document_id: str, severities: tuple[str, ...] = ("error", "warn")) -> list[str]:
        """The checks that fail in a document, one entry a comparison."""
        query = (
            "select check_id from main.fct_check where document_id = ? and state = 'fail' "
            "and list_contains(?, severity) and not regexp_matches(check_id, '^(T|X|U)') order by check_id"
        )
        return [str(check_id) for (check_id,) in self.rows(query, document_id, list(severities))]

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the work file."""
        with duckdb.connect(str(self.work_file), read_only=True) as connection:
            return connection.execute(query, list(parameters)).fetchall()


def build_narratives(home: Path, documents: list[Rows], build: Build, exceptions: Sequence[Row] = ()) -> Narratives:
    """Load and build documents from their shard rows; `exceptions` are rows of declared_exceptions.csv."""
    for relation, schema in SHARDS.items():
        folder = home / "shards" / "test" / relation
        folder.mkdir(parents=True)
        if relation != "cell":
            rows = [row for document in documents for row in document[relation]]
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "all.parquet")
    work_file = home / "work.duckdb"
    load(home / "shards" / "test", home / "sightings", work_file)
    with duckdb.connect(str(work_file)) as connection:
        for row in exceptions:
            names, values = ", ".join(row), list(row.values())
            marks = ", ".join("?" * len(values))
            connection.execute(f"insert into reference.declared_exceptions ({names}) values ({marks})", values)
    assert [failure for failure in build(work_file).failures if failure.is_blocking] == []
    return Narratives(work_file)
