"""Packs: loading from them gives what loading from the shards gives, however they are cut and whatever befalls them."""

import logging
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import packs
from warehouse.errors import LoadError
from warehouse.load import load
from warehouse.packs import PACKS, RELATIONS, open_sources, pack_loose
from warehouse.schema import DOCUMENT, FINDING

Content = dict[str, list[tuple[object, ...]]]


def write(folder: Path, document_id: str, title: str, findings: int) -> None:
    """Write a document as reading does, its findings in an order that no sorting gives."""
    document = {
        "document_id": document_id, "media_type": "application/pdf", "byte_count": 1, "title_zh": title,
        "document_kind": "other", "state": "published", "pipeline_version": "v",
    }  # fmt: skip
    numbers = list(range(findings))
    random.Random(document_id + title).shuffle(numbers)
    rows = [{"document_id": document_id, "finding_kind": "f", "message": f"{title} {number}"} for number in numbers]
    for relation, table in (
        ("finding", pa.Table.from_pylist(rows, FINDING)),
        ("document", pa.Table.from_pylist([document], DOCUMENT)),
    ):
        path = folder / relation / f"{document_id}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if table.num_rows:
            pq.write_table(table, path)


def name_of(number: int) -> str:
    return f"{number:064x}"


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """Five documents, with 0 to 4 findings."""
    folder = tmp_path / "shards"
    for number in range(5):
        write(folder, name_of(number), "first", number)
    return folder


def loaded(shards: Path) -> Content:
    """What is loaded: documents sorted, for they have no order, and the rows of each in their order."""
    work = shards.parent / "work.duckdb"
    load(shards, shards.parent / "sightings", work)
    with duckdb.connect(str(work), read_only=True) as connection:
        for name in RELATIONS.values():
            scattered = connection.execute(
                f"select document_id from raw.{name} group by all having max(rowid) - min(rowid) + 1 <> count(*)"
            ).fetchall()
            assert not scattered, "the rows of a document stand together"
        return {
            name: connection.execute(f"from raw.{name} order by document_id, rowid").fetchall()
            for name in RELATIONS.values()
        }


def loaded_without_packs(shards: Path) -> Content:
    bare = shards.parent / "bare" / "shards"
    shutil.rmtree(bare.parent, ignore_errors=True)
    shutil.copytree(shards, bare, ignore=shutil.ignore_patterns(PACKS))
    return loaded(bare)


def packed(shards: Path) -> list[int]:
    """How many documents of each pack hold."""
    with open_sources(shards) as sources:
        return sorted(len(pack.held) for pack in sources.packs)


def loose(shards: Path) -> set[str]:
    with open_sources(shards) as sources:
        return set(sources.loose)


def pack_folders(shards: Path) -> list[Path]:
    return sorted((shards / PACKS).glob("[!.]*"))


def test_whole_packs_are_written_and_the_rest_stays_loose(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=2)
    assert packed(shards) == [2, 2]
    assert loose(shards) == {name_of(4)}


def test_too_few_documents_leave_no_trace(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=6)
    assert not (shards / PACKS).exists()


def test_loading_packs_what_is_loose(shards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(packs.pack_loose.__kwdefaults__, "documents_a_pack", 5)
    from_packs = loaded(shards)
    assert packed(shards) == [5]
    assert from_packs == loaded_without_packs(shards)


def test_documents_in_packs_are_loaded_without_their_shards(shards: Path) -> None:
    from_shards = loaded(shards)
    pack_loose(shards, documents_a_pack=5)
    for path in shards.glob("finding/*.parquet"):
        path.unlink()
    assert loaded(shards) == from_shards
    assert len(from_shards["finding"]) == 10


def test_a_document_that_is_read_again_leaves_its_pack_and_the_others_stay(shards: Path) -> None:
    for number in range(5, 20):
        write(shards, name_of(number), "first", 2)
    pack_loose(shards, documents_a_pack=20)
    write(shards, name_of(3), "second", 1)
    relations = loaded(shards)
    assert packed(shards) == [19]
    assert loose(shards) == {name_of(3)}
    assert [row[2] for row in relations["finding"] if row[0] == name_of(3)] == ["second 0"]
    assert relations == loaded_without_packs(shards)


def test_a_pack_of_which_much_is_overtaken_is_written_anew_from_itself(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=5)
    (before,) = pack_folders(shards)
    expected = loaded_without_packs(shards)
    for path in shards.glob("finding/*.parquet"):  # only the pack has them
        path.unlink()
    write(shards, name_of(0), "second", 0)
    pack_loose(shards, documents_a_pack=5)
    (after,) = pack_folders(shards)
    assert after != before
    assert packed(shards) == [4]
    assert loaded(shards)["finding"] == expected["finding"]


def test_a_pack_of_which_nothing_holds_is_removed(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=5)
    for number in range(5):
        write(shards, name_of(number), "second", 1)
    pack_loose(shards, documents_a_pack=6)
    assert not pack_folders(shards)


def test_a_document_that_is_no_longer_read_completely_is_not_loaded(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=2)
    for number in (1, 4):  # one in a pack, one loose; the other shards stay
        (shards / "document" / f"{name_of(number)}.parquet").unlink()
    relations = loaded(shards)
    assert {row[0] for rows in relations.values() for row in rows} == {name_of(number) for number in (0, 2, 3)}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_read_and_packed_in_whatever_order_the_load_is_that_of_the_shards(
    tmp_path: Path, seed: int
) -> None:
    dice, shards = random.Random(seed), tmp_path / "shards"
    for step in range(40):
        match dice.choice(("read", "read", "read", "again", "pack", "withdraw")):
            case "read" | "again":
                write(shards, name_of(dice.randrange(25)), f"in step {step}", dice.randrange(5))
            case "pack":
                pack_loose(shards, documents_a_pack=dice.randint(1, 7), verify=dice.random() < 0.5)
            case _:
                (shards / "document" / f"{name_of(dice.randrange(25))}.parquet").unlink(missing_ok=True)
    pack_loose(shards, documents_a_pack=3)
    assert pack_folders(shards)
    assert loaded(shards) == loaded_without_packs(shards)


def cut_a_file_short(pack: Path) -> None:
    os.truncate(pack / "finding.parquet", 10)


def change_a_byte(pack: Path) -> None:
    file = pack / "document.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def lose_a_file(pack: Path) -> None:
    (pack / "amount.parquet").unlink()


def lose_the_contents(pack: Path) -> None:
    (pack / "contents.json").unlink()


def write_contents_of_another_form(pack: Path) -> None:
    (pack / "contents.json").write_text("[]")


@pytest.mark.parametrize(
    "damage", [cut_a_file_short, change_a_byte, lose_a_file, lose_the_contents, write_contents_of_another_form]
)
def test_a_damaged_pack_is_named_and_removed_and_its_shards_are_loaded(
    shards: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    pack_loose(shards, documents_a_pack=2)
    first, second = pack_folders(shards)
    damage(first)
    with caplog.at_level(logging.WARNING):
        relations = loaded(shards)
    assert str(first) in caplog.text
    assert pack_folders(shards) == [second]
    assert relations == loaded_without_packs(shards)


def test_a_shard_that_cannot_be_read_hinders_no_reading_and_is_named_by_the_load(
    shards: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pack_loose(shards, documents_a_pack=4)
    (shards / "finding" / f"{name_of(4)}.parquet").write_bytes(b"PAR1 not a shard PAR1")
    with caplog.at_level(logging.WARNING):
        pack_loose(shards, documents_a_pack=1)
    assert "not packed" in caplog.text
    assert packed(shards) == [4]
    with pytest.raises(LoadError, match=f"{name_of(4)}.*{PACKS} may be removed without loss"):
        loaded(shards)


def test_what_a_killed_process_left_of_a_pack_is_never_loaded_and_goes_with_the_next(shards: Path) -> None:
    pack_loose(shards, documents_a_pack=2)
    unfinished = shards / PACKS / ".unfinished"
    shutil.copytree(pack_folders(shards)[0], unfinished)
    assert packed(shards) == [2, 2]
    pack_loose(shards, documents_a_pack=2)
    assert not unfinished.exists()


def test_two_packs_with_one_document_give_it_once(shards: Path) -> None:
    """As when a process is killed between writing a pack anew and removing the old one."""
    pack_loose(shards, documents_a_pack=5)
    (old,) = pack_folders(shards)
    kept = shards.parent / "kept"
    shutil.copytree(old, kept)
    write(shards, name_of(2), "second", 1)
    pack_loose(shards, documents_a_pack=6)
    kept.rename(old)
    assert len(pack_folders(shards)) == 2
    assert loaded(shards) == loaded_without_packs(shards)
    pack_loose(shards, documents_a_pack=6)
    assert packed(shards) == [4]
