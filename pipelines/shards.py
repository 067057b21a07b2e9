"""Shards on disk: one Parquet file a document and relation that has rows, written whole or not at all.

Put here: the folder scheme of shards, writing them in the order that makes `document` the mark of completion.
Keep out: what the shards contain (warehouse.schema) and how it is read in a document (extract, normalize).
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import DocumentRefused
from scrapers.media import EXTENSIONS, RAR, SEVEN_ZIP, ZIP
from scrapers.storage import unpacked_archives
from warehouse.schema import SHARDS

COMPLETION_RELATION: Final = "document"
"""Written last: a document whose shard of this relation exists has been read completely."""


_MAYBE_UNPACKED: Final = {f".{EXTENSIONS[RAR]}", f".{EXTENSIONS[SEVEN_ZIP]}"}


def shards_folder(home: Path, pipeline_version: str) -> Path:
    """Return the folder with one subfolder a relation."""
    return home / "shards" / pipeline_version


def shard_path(home: Path, pipeline_version: str, relation: str, document_id: str) -> Path:
    """Return where the shard of a document and relation lies, whether it exists or not."""
    return shards_folder(home, pipeline_version) / relation / f"{document_id}.parquet"


def is_done(home: Path, pipeline_version: str, document_id: str) -> bool:
    """Tell whether this version of the reader has dealt with the document, refused ones included."""
    return shard_path(home, pipeline_version, COMPLETION_RELATION, document_id).is_file()


def stored_documents(home: Path) -> list[str]:
    """Return the ids of all documents in the store, of whatever format, sorted.

    An archive that was unpacked is none: its members are documents of their own. Zip is always unpacked, rar and 7z
    where the machine could.
    """
    paths = [path for path in (home / "documents").glob("??/[!.]*") if path.suffix != f".{EXTENSIONS[ZIP]}"]
    is_unpacked: set[str] = set()
    if any(path.suffix in _MAYBE_UNPACKED for path in paths):
        is_unpacked = unpacked_archives(home)
    return sorted(path.stem for path in paths if path.stem not in is_unpacked)


def without_shards(home: Path, pipeline_version: str, document_ids: Iterable[str]) -> list[str]:
    """Return the documents that this version of the reader has not dealt with, sorted, each once."""
    folder = shards_folder(home, pipeline_version) / COMPLETION_RELATION
    done = {path.stem for path in folder.glob("*.parquet")}
    return sorted(set(document_ids) - done)


def conform(frames: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the frames with exactly the columns and types of `warehouse.schema.SHARDS`.

    Raises:
        DocumentRefused: `contract`, when a relation is missing or unknown, a column is missing, a value does not
            fit its type without loss, or a required value is null.
    """
    if frames.keys() != SHARDS.keys():
        raise DocumentRefused("contract", f"relations {sorted(frames)} were read, {sorted(SHARDS)} are expected")
    conformed = {}
    for relation, schema in SHARDS.items():
        try:
            table = frames[relation].select(schema.names).cast(schema)
        except (KeyError, ValueError, pa.ArrowException) as problem:
            raise DocumentRefused("contract", f"relation {relation}: {problem}; correct the reader") from problem
        nulls = [field.name for field in schema if not field.nullable and table.column(field.name).null_count]
        if nulls:
            raise DocumentRefused(
                "contract", f"relation {relation}: no value in {', '.join(nulls)}; correct the reader"
            )
        conformed[relation] = table
    return conformed


def write_shards(home: Path, pipeline_version: str, document_id: str, frames: Mapping[str, pa.Table]) -> None:
    """Write one shard a relation that has rows; the shard `document` comes last: with it, all are there.

    Raises:
        DocumentRefused: `contract`, before anything is written, when the frames do not fit `SHARDS`.
    """
    conformed = conform(frames)
    # Read once more and cut short, a document is one to read again, not one with shards of two readings.
    shard_path(home, pipeline_version, COMPLETION_RELATION, document_id).unlink(missing_ok=True)
    for relation in sorted(conformed, key=lambda name: name == COMPLETION_RELATION):
        path = shard_path(home, pipeline_version, relation, document_id)
        if not conformed[relation].num_rows:  # a hundred thousand documents would have half a million empty files
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            pq.write_table(conformed[relation], temporary, compression="zstd")
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def read_shard(home: Path, pipeline_version: str, relation: str, document_id: str) -> pa.Table:
    """Return one shard as it was written, without rows where the document has none of this relation.

    Raises:
        FileNotFoundError: when this version of the reader has not dealt with the document.
    """
    path = shard_path(home, pipeline_version, relation, document_id)
    if not path.is_file() and is_done(home, pipeline_version, document_id):
        return SHARDS[relation].empty_table()
    return pq.read_table(path)
