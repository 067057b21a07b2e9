"""Corrupted copies of documents, many in one work file: each a document and unit of its own.

Put here: writing such a work file.
Keep out: which changes are made (plan), what the checks say of them (outcomes).

A copy brings its family along, because years and units are checked against each other. What keeps copies apart is a
region of their own in the sighting of each document: names, which checks read too, stay as they are printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from demo.corruption.plan import Corruption
from demo.corruption.source import Family, Source
from warehouse.schema import AMOUNT_YUAN, PUBLISHED_AMOUNT

_EDITED: Final = {
    "amount": {
        "published_text": pa.string(),
        "published_amount": PUBLISHED_AMOUNT,
        "amount_yuan": AMOUNT_YUAN,
        "subject_code": pa.string(),
        "line_id": pa.string(),
        "label_zh": pa.string(),
        "row_order": pa.int32(),
        "row_no": pa.int32(),
    },
    "claim": {"published_text": pa.string(), "published_amount": PUBLISHED_AMOUNT, "sentence_zh": pa.string()},
}


@dataclass(frozen=True)
class Copy:
    """A copy of a family; without a `corruption` it is the one with which the others are compared."""

    number: int
    family: Family
    corruption: Corruption | None


def write_copies(source: Source, copies: Sequence[Copy], work_file: Path) -> None:
    """Write a work file, as `warehouse.load` would, that holds the copies and nothing else.

    The table `corruption.member` tells which document (`original_id`) of which copy (`copy_no`) a `document_id` is.
    """
    work_file.unlink(missing_ok=True)
    connection = source.connection
    connection.execute("attach ? as target", [str(work_file)])
    try:
        connection.execute("create schema target.raw; create schema target.reference; create schema target.corruption")
        for name in source.references:
            connection.execute(f"create table target.reference.{name} as from work.reference.{name}")
        for name in source.surroundings:
            connection.execute(f"create table target.raw.{name} as from work.raw.{name}")
        members = pa.Table.from_pylist(
            [{"copy_no": copy.number, "original_id": member} for copy in copies for member in copy.family.members],
            schema=pa.schema([("copy_no", pa.int32()), ("original_id", pa.string())]),
        )
        connection.register("members", members)
        connection.execute(
            "create table target.corruption.member as select copy_no, original_id, "
            "left(original_id, 40) || lpad(cast(copy_no as varchar), 24, '0') as document_id from members"
        )
        connection.unregister("members")
        for relation, columns in source.relations.items():
            _write_relation(source, relation, columns, copies)
    finally:
        connection.execute("detach target")


def _write_relation(source: Source, relation: str, columns: Sequence[str], copies: Sequence[Copy]) -> None:
    edited = _EDITED.get(relation, {})
    if edited:
        source.connection.register("edits", _edits(relation, copies))
    values = ", ".join(_value(relation, column, edited) for column in columns)
    source.connection.execute(
        f"create table target.raw.{relation} as select {values} "
        f"from target.corruption.member join {relation} as original on original.document_id = member.original_id "
        + (
            "left join edits on edits.copy_no = member.copy_no and edits.row_key = original.row_key "
            "where not coalesce(edits.is_dropped, false) "
            if edited
            else ""
        )
        + "order by member.copy_no, original.row_key"
    )
    if edited:
        source.connection.unregister("edits")


def _value(relation: str, column: str, edited: dict[str, pa.DataType]) -> str:
    if column == "document_id":
        return "member.document_id"
    if relation == "sighting" and column == "region_code":
        return "'copy ' || member.copy_no as region_code"
    if column in edited:
        return f"if(edits.has_{column}, edits.{column}, original.{column}) as {column}"
    return f"original.{column}"


def _edits(relation: str, copies: Sequence[Copy]) -> pa.Table:
    """A row a changed row; `has_<column>` tells a value that became null from one that stays."""
    columns = _EDITED[relation]
    rows = [
        {
            "copy_no": copy.number,
            "row_key": edit.row_key,
            "is_dropped": edit.values is None,
            **{f"has_{column}": column in (edit.values or {}) for column in columns},
            **{column: (edit.values or {}).get(column) for column in columns},
        }
        for copy in copies
        if copy.corruption is not None and copy.corruption.relation == relation
        for edit in copy.corruption.edits
    ]
    schema = pa.schema(
        [
            ("copy_no", pa.int32()),
            ("row_key", pa.int32()),
            ("is_dropped", pa.bool_()),
            *((f"has_{column}", pa.bool_()) for column in columns),
            *columns.items(),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)
