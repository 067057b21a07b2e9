"""Packs: the rows of some thousand shards in one file a relation, so that loading opens few files.

Put here: which packs still hold what the shards say, and writing packs from rows that were just loaded.
Keep out: what is done with the rows (warehouse.load). Shards stay the truth: packs may be removed at any time.

A hundred thousand documents have half a million shards, and opening one takes longer than reading its rows. A pack is a
folder `.packs/<name>` beside the shards, renamed into place when it is complete. It is used as long as the shard
`document` of each of its documents, which reading writes last, is the file that it was.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

PACKED_FROM: Final = 1000
"""So many loose documents are worth a pack."""
_DOCUMENTS_A_PACK: Final = 5000
_FOLDER: Final = ".packs"
_CONTENTS: Final = "documents.json"


@dataclass(frozen=True)
class Sources:
    """Where the rows of a folder of shards are: in packs that hold, and in the shards of loose documents."""

    shards: Path
    packs: tuple[Path, ...]
    loose: Mapping[str, tuple[int, int]]
    """Documents that are in no pack, with time and size of their shard `document`."""

    def files(self, relation: str) -> list[str]:
        """The files with the rows of a relation; rows of a document are in one file."""
        packed = [path for pack in self.packs if (path := pack / f"{relation}.parquet").is_file()]
        if not self.packs:
            return [str(path) for path in sorted((self.shards / relation).glob("*.parquet"))]
        loose = [path for name in sorted(self.loose) if (path := self.shards / relation / f"{name}.parquet").is_file()]
        return [str(path) for path in (*packed, *loose)]


def find_sources(shards: Path) -> Sources:
    """Tell packs that hold from packs that a newer reading of a document has overtaken; these are removed."""
    stamps = _stamps(shards / "document")
    packs: list[Path] = []
    packed: set[str] = set()
    for pack in sorted((shards / _FOLDER).glob("[!.]*")):
        contents = {name: (time, size) for name, (time, size) in json.loads((pack / _CONTENTS).read_text()).items()}
        if all(stamps.get(name) == stamp for name, stamp in contents.items()):
            packs.append(pack)
            packed.update(contents)
        else:
            shutil.rmtree(pack)
    return Sources(shards, tuple(packs), {name: stamp for name, stamp in stamps.items() if name not in packed})


def write_packs(
    connection: duckdb.DuckDBPyConnection,
    sources: Sources,
    relations: Mapping[str, str],
    *,
    at_least: int = PACKED_FROM,
) -> int:
    """Write the loose documents that were just loaded into packs, and return how many packs were written.

    Args:
        connection: where the relations are loaded, exactly as the shards have them.
        sources: what they were loaded from.
        relations: shard relations and their names in the schema `raw`.
        at_least: fewer loose documents stay loose.
    """
    names = sorted(sources.loose)
    if len(names) < at_least:
        return 0
    folder = sources.shards / _FOLDER
    for first in range(0, len(names), _DOCUMENTS_A_PACK):
        chosen = names[first : first + _DOCUMENTS_A_PACK]
        unfinished = folder / f".{chosen[0]}-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            connection.execute(
                "create or replace temp table chosen as select unnest(?::varchar[]) as document_id", [chosen]
            )
            for relation, name in relations.items():
                connection.execute(
                    f"copy (from raw.{name} semi join chosen using (document_id)) "
                    f"to '{unfinished / relation}.parquet' (format parquet, compression zstd)"
                )
            contents = {name: sources.loose[name] for name in chosen}
            (unfinished / _CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
            pack = folder / f"{chosen[0]}-{len(chosen)}"
            shutil.rmtree(pack, ignore_errors=True)
            unfinished.rename(pack)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    connection.execute("drop table chosen")
    return -(-len(names) // _DOCUMENTS_A_PACK)


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {
            entry.name.removesuffix(".parquet"): (entry.stat().st_mtime_ns, entry.stat().st_size)
            for entry in entries
            if entry.name.endswith(".parquet") and not entry.name.startswith(".")
        }
