"""Packs: loading from them gives what loading from the shards gives, and a newer reading goes before them."""

import os
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import packs
from warehouse.load import RELATIONS, load
from warehouse.packs import find_sources
from warehouse.schema import DOCUMENT, FINDING


def write(folder: Path, document_id: str, title: str, findings: int) -> None:
    document = {
        "document_id": document_id, "media_type": "application/pdf", "byte_count": 1, "title_zh": title,
        "document_kind": "other", "state": "published", "pipeline_version": "v",
    }  # fmt: skip
    rows = [{"document_id": document_id, "finding_kind": "f", "message": f"{number}"} for number in range(findings)]
    for relation, table in (
        ("finding", pa.Table.from_pylist(rows, FINDING)),
        ("document", pa.Table.from_pylist([document], DOCUMENT)),
    ):
        (folder / relation).mkdir(parents=True, exist_ok=True)
        if table.num_rows:
            pq.write_table(table, folder / relation / f"{document_id}.parquet")


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(packs, "_DOCUMENTS_A_PACK", 2)
    monkeypatch.setattr(packs.write_packs, "__kwdefaults__", {"at_least": 3})
    folder = tmp_path / "shards"
    for number in range(5):
        write(folder, f"{number}" * 64, "first", number)
    return folder


def loaded(shards: Path) -> dict[str, list[tuple[object, ...]]]:
    work = shards.parent / "work.duckdb"
    load(shards, shards.parent / "sightings", work)
    with duckdb.connect(str(work), read_only=True) as connection:
        return {name: connection.execute(f"from raw.{name} order by all").fetchall() for name in RELATIONS.values()}


def test_loading_from_packs_gives_the_same_relations(shards: Path) -> None:
    from_shards = loaded(shards)
    assert len(find_sources(shards).packs) == 3
    assert not find_sources(shards).loose
    for path in shards.glob("finding/*.parquet"):  # read from the packs alone
        path.unlink()
    assert loaded(shards) == from_shards
    assert len(from_shards["finding"]) == 10


def test_a_document_that_is_read_again_leaves_its_pack(shards: Path) -> None:
    loaded(shards)
    again = "3" * 64
    write(shards, again, "second", 1)
    os.utime(shards / "document" / f"{again}.parquet", ns=(1, 1))
    relations = loaded(shards)
    assert len(relations["document"]) == 5
    assert [row for row in relations["document"] if "second" in row]
    assert len([row for row in relations["finding"] if again in row]) == 1
    assert set(find_sources(shards).loose) == {"2" * 64, again}, "two loose documents are not worth a pack"


def test_new_documents_come_from_their_shards_beside_the_packs(shards: Path) -> None:
    loaded(shards)
    write(shards, "9" * 64, "new", 2)
    assert len(loaded(shards)["finding"]) == 12


def test_a_pack_that_was_cut_short_is_none(shards: Path) -> None:
    loaded(shards)
    unfinished = shards / ".packs" / ".unfinished"
    unfinished.mkdir()
    assert unfinished not in find_sources(shards).packs
