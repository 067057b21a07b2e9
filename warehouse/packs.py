"""Packs: the rows of a thousand documents in one file a relation, so that loading opens few files.

Put here: which relations are packed and loaded, which rows of packs still hold, writing packs from loose shards.
Keep out: what is done with the rows (warehouse.load). Shards stay the truth: packs may be removed at any time.

A hundred thousand documents have half a million shards, and opening one takes longer than reading its rows. A pack is a
folder `.packs/<name>` beside the shards, renamed into place when it is complete. It speaks for a document as long as
the document's shard `document`, which reading writes last, is the file that it was; rows of the others are left out.
The rows of a document stand together and in the order of its shard: facts are numbered by it.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from warehouse.memory import connect
from warehouse.schema import SHARDS

RELATIONS: Final[dict[str, str]] = {
    "document": "document",
    "table": "statutory_table",  # `table` is a word of SQL
    "amount": "amount",
    "claim": "claim",
    "claim_context": "claim_context",
    "mention": "mention",
    "finding": "finding",
    "self_evaluation": "self_evaluation",
    "self_evaluation_fund": "self_evaluation_fund",
    "self_evaluation_indicator": "self_evaluation_indicator",
    "member": "member",
}
"""Shard relations that are loaded, and their names in the schema `raw`. Cells stay in their shards."""

DOCUMENTS_A_PACK: Final = 1000
"""So many loose documents become a pack; fewer stay loose."""
PACKS: Final = ".packs"
"""The folder of packs beside the folders of shards."""
_MOST_OVERTAKEN: Final = 0.1
"""A pack of which a larger share is overtaken is written anew with what holds."""
_CONTENTS: Final = "contents.json"
_LOCK: Final = ".lock"

Stamp = tuple[int, int]
"""Time in nanoseconds and size in bytes of a file."""
Query = tuple[str, list[object]]
"""A query of DuckDB and its parameters."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pack:
    """A complete pack: the documents whose rows hold, and those whose rows have been overtaken by a newer reading."""

    folder: Path
    held: Mapping[str, Stamp]
    overtaken: tuple[str, ...] = ()

    def file(self, relation: str) -> Path:
        """The file with the rows of a relation; it is there even where there are none."""
        return self.folder / f"{relation}.parquet"

    def query(self, relation: str) -> Query:
        """The rows of a relation that hold, in their order."""
        return "from read_parquet(?) where not list_contains(?::varchar[], document_id)", [
            str(self.file(relation)),
            list(self.overtaken),
        ]


@dataclass(frozen=True)
class Sources:
    """Where the rows of a folder of shards are: in packs, and in the shards of documents that are in no pack."""

    shards: Path
    packs: tuple[Pack, ...]
    loose: Mapping[str, Stamp]

    def queries(self, relation: str) -> Iterator[Query]:
        """Queries that together give the rows of a relation. A document's are in one of them, in their order."""
        whole = [str(pack.file(relation)) for pack in self.packs if not pack.overtaken]
        if files := [*whole, *_shards_of(self.shards, relation, self.loose)]:
            yield "from read_parquet(?)", [files]
        yield from (pack.query(relation) for pack in self.packs if pack.overtaken)


@contextmanager
def open_sources(shards: Path) -> Iterator[Sources]:
    """Give what there is to load; no pack is removed or written anew in the meantime."""
    if not (shards / PACKS).is_dir():
        yield _find_sources(shards)
        return
    with _locked(shards / PACKS, fcntl.LOCK_SH):
        yield _find_sources(shards)


def pack_loose(shards: Path, *, documents_a_pack: int = DOCUMENTS_A_PACK, verify: bool = False) -> None:
    """Put loose documents into packs, so many in each, and write packs anew of which much has been overtaken.

    Nothing is lost whenever it is interrupted, and what goes wrong is logged, not raised: packs only save time.

    Args:
        shards: the folder of one version of the reader.
        documents_a_pack: fewer loose documents stay loose.
        verify: read all packs and remove those that are not as they were written.
    """
    folder = shards / PACKS
    if not folder.is_dir() and len(_stamps(shards)) < documents_a_pack:
        return
    try:
        folder.mkdir(exist_ok=True)
        with _locked(folder, fcntl.LOCK_EX):
            for unfinished in folder.glob(".*"):  # of a process that was killed: who writes has the lock
                if unfinished.is_dir():
                    shutil.rmtree(unfinished)
            _remove_damaged(folder, verify=verify)
            _write_packs(_find_sources(shards), documents_a_pack)
    except (duckdb.Error, OSError) as problem:
        _log.warning("documents are not packed, which only makes loading slower: %s", problem)


def write_pack(
    connection: duckdb.DuckDBPyConnection, shards: Path, documents: Mapping[str, Stamp], rows: Callable[[str], Query]
) -> Pack:
    """Write a pack and rename it into place.

    Args:
        connection: where the queries run.
        shards: the folder of one version of the reader.
        documents: the documents in it, with the stamps of their shards `document` before their rows were read.
        rows: gives the query for the rows of a relation, those of a document together and in their order.
    """
    name = hashlib.sha256(json.dumps(sorted(documents.items())).encode()).hexdigest()[:16]
    pack, unfinished = Pack(shards / PACKS / name, documents), shards / PACKS / f".{name}"
    unfinished.mkdir(parents=True)
    try:
        digests = {}
        for relation in RELATIONS:
            file = unfinished / pack.file(relation).name
            query, parameters = rows(relation)
            connection.execute(f"copy ({query}) to '{file}' (format parquet, compression zstd)", parameters)
            digests[relation] = _digest(file)
        contents = {"documents": documents, "digests": digests}
        (unfinished / _CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
        unfinished.rename(pack.folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return pack


def _write_packs(sources: Sources, documents_a_pack: int) -> None:
    for pack in sources.packs:
        if not pack.held:
            _remove(pack.folder)
    stale = [pack for pack in sources.packs if pack.held and _is_stale(pack)]
    names = sorted(sources.loose)
    chosen = [names[first : first + documents_a_pack] for first in range(0, len(names), documents_a_pack)]
    whole = [some for some in chosen if len(some) == documents_a_pack]
    if not stale and not whole:
        return
    with connect() as connection:
        for pack in stale:
            write_pack(connection, sources.shards, pack.held, pack.query)
            _remove(pack.folder)
        for relation in RELATIONS:
            connection.register(f"no {relation}", SHARDS[relation].empty_table())
        for some in whole:
            documents = {name: sources.loose[name] for name in some}
            write_pack(connection, sources.shards, documents, _query_of_shards(sources.shards, some))


def _is_stale(pack: Pack) -> bool:
    return len(pack.overtaken) > _MOST_OVERTAKEN * (len(pack.overtaken) + len(pack.held))


def _query_of_shards(shards: Path, names: Iterable[str]) -> Callable[[str], Query]:
    def query(relation: str) -> Query:
        files = _shards_of(shards, relation, names)
        return ("from read_parquet(?)", [files]) if files else (f'from "no {relation}"', [])

    return query


def _shards_of(shards: Path, relation: str, names: Iterable[str]) -> list[str]:
    """The shards that these documents have of a relation, in the order of their names."""
    folder = shards / relation
    there = set(os.listdir(folder)) if folder.is_dir() else set()
    return [str(folder / file) for name in sorted(names) if (file := f"{name}.parquet") in there]


def _find_sources(shards: Path) -> Sources:
    stamps = _stamps(shards)
    packs: list[Pack] = []
    packed: set[str] = set()
    for folder in sorted((shards / PACKS).glob("[!.]*")):
        documents, _ = _contents(folder)
        held = {name: stamp for name, stamp in documents.items() if stamps.get(name) == stamp and name not in packed}
        packs.append(Pack(folder, held, tuple(name for name in documents if name not in held)))
        packed.update(held)
    return Sources(shards, tuple(packs), {name: stamp for name, stamp in stamps.items() if name not in packed})


def _stamps(shards: Path) -> dict[str, Stamp]:
    """The documents that have been read completely."""
    folder = shards / "document"
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {
            entry.name.removesuffix(".parquet"): (entry.stat().st_mtime_ns, entry.stat().st_size)
            for entry in entries
            if entry.name.endswith(".parquet") and not entry.name.startswith(".")
        }


def _contents(folder: Path) -> tuple[dict[str, Stamp], dict[str, str]]:
    """The documents of a pack, and the digests of its files by relation."""
    contents = json.loads((folder / _CONTENTS).read_text(encoding="utf-8"))
    return {name: (time, size) for name, (time, size) in contents["documents"].items()}, dict(contents["digests"])


def _remove_damaged(folder: Path, *, verify: bool) -> None:
    for pack in folder.glob("[!.]*"):
        try:
            _, digests = _contents(pack)
            is_sound = digests.keys() == RELATIONS.keys() and not (
                verify and any(_digest(pack / f"{relation}.parquet") != digests[relation] for relation in digests)
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            is_sound = False
        if not is_sound:
            _log.warning("the pack %s is not as it was written and is removed: its shards are loaded instead", pack)
            _remove(pack)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove(pack: Path) -> None:
    """Take a pack away in one step: one of which only some files are left would be damaged."""
    gone = pack.with_name(f".{pack.name}.gone")
    pack.rename(gone)
    shutil.rmtree(gone)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """Wait until no other process writes packs (LOCK_SH), or none reads or writes them (LOCK_EX)."""
    with (folder / _LOCK).open("a") as file:
        fcntl.flock(file, kind)
        yield
