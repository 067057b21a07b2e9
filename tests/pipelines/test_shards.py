"""Shards: whole or not there, in the shape of the contract, and `document` last."""

import os
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.errors import DocumentRefused
from pipelines.shards import is_done, read_shard, shard_path, without_shards, write_shards
from warehouse.schema import DOCUMENT, FINDING, SHARDS

VERSION = "0123456789ab"
DOCUMENT_ID = "ab" * 32


def frames() -> dict[str, pa.Table]:
    """A document with one finding and nothing else."""
    empty = {relation: schema.empty_table() for relation, schema in SHARDS.items()}
    row = dict.fromkeys(DOCUMENT.names) | {
        "document_id": DOCUMENT_ID,
        "media_type": "application/pdf",
        "byte_count": 10,
        "document_kind": "other",
        "state": "published",
        "pipeline_version": VERSION,
    }
    finding = dict.fromkeys(FINDING.names) | {
        "document_id": DOCUMENT_ID,
        "finding_kind": "unclaimed_grid",
        "message": "a grid",
    }
    empty["document"] = pa.Table.from_pylist([row], schema=DOCUMENT)
    empty["finding"] = pa.Table.from_pylist([finding], schema=FINDING)
    return empty


def test_what_is_written_is_read_back_with_the_types_of_the_contract(home: Path) -> None:
    write_shards(home, VERSION, DOCUMENT_ID, frames())
    for relation, schema in SHARDS.items():
        shard = read_shard(home, VERSION, relation, DOCUMENT_ID)
        assert shard.schema.equals(schema)
        assert shard.equals(frames()[relation])


def test_a_document_is_done_when_its_last_shard_is_there(home: Path) -> None:
    assert without_shards(home, VERSION, [DOCUMENT_ID, DOCUMENT_ID]) == [DOCUMENT_ID]
    write_shards(home, VERSION, DOCUMENT_ID, frames())
    assert is_done(home, VERSION, DOCUMENT_ID)
    assert without_shards(home, VERSION, [DOCUMENT_ID, "cd" * 32]) == ["cd" * 32]
    assert without_shards(home, "another", [DOCUMENT_ID]) == [DOCUMENT_ID]


def test_a_write_that_is_cut_short_leaves_the_document_undone_and_no_part_of_a_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, written = os.replace, []

    def full_disk(source: Path, target: Path) -> None:
        if written:  # the finding is written, the document is not
            raise OSError(28, "No space left on device")
        written.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_shards(home, VERSION, DOCUMENT_ID, frames())
    assert not is_done(home, VERSION, DOCUMENT_ID)
    assert not list(home.rglob("*.part"))


def test_a_document_that_is_read_again_and_cut_short_is_one_to_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_shards(home, VERSION, DOCUMENT_ID, frames())

    def full_disk(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_shards(home, VERSION, DOCUMENT_ID, frames())
    assert without_shards(home, VERSION, [DOCUMENT_ID]) == [DOCUMENT_ID]


@pytest.mark.parametrize("harm", ["a relation is missing", "a column is missing", "a required value is null", "a word"])
def test_frames_that_do_not_fit_are_refused_before_anything_is_written(home: Path, harm: str) -> None:
    wrong = frames()
    match harm:
        case "a relation is missing":
            del wrong["cell"]
        case "a column is missing":
            wrong["finding"] = wrong["finding"].drop_columns(["message"])
        case "a required value is null":
            wrong["finding"] = wrong["finding"].set_column(2, "message", pa.array([None], pa.string()))
        case _:
            wrong["document"] = wrong["document"].set_column(2, "byte_count", pa.array(["ten"]))
    with pytest.raises(DocumentRefused) as refused:
        write_shards(home, VERSION, DOCUMENT_ID, wrong)
    assert refused.value.reason_class == "contract"
    assert not shard_path(home, VERSION, "table", DOCUMENT_ID).exists()
