"""What the load promises."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builds import example, example_documents, write_inputs
from tests.warehouse.figures import see
from warehouse.errors import LoadError
from warehouse.load import load


def content(work_file: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        return {
            f"{schema}.{name}": connection.execute(f"select * from {schema}.{name} order by all").fetchall()
            for schema, name in tables
        }


def test_loading_twice_gives_the_same_relations(tmp_path: Path) -> None:
    write_inputs(tmp_path, example_documents())
    work_file = tmp_path / "work.duckdb"
    first_report = load(tmp_path / "shards" / "test", tmp_path / "sightings", work_file)
    first = content(work_file)
    second_report = load(tmp_path / "shards" / "test", tmp_path / "sightings", work_file)
    assert content(work_file) == first
    assert first_report == second_report
    assert first_report.rows["document"] == 11
    assert first_report.rows["amount"] == len(first["raw.amount"]) > 80


def test_empty_folders_give_empty_typed_tables(tmp_path: Path) -> None:
    report = load(tmp_path / "shards", tmp_path / "sightings", tmp_path / "work.duckdb")
    assert set(report.rows.values()) == {0}
    with duckdb.connect(str(tmp_path / "work.duckdb"), read_only=True) as connection:
        kinds = dict(
            connection.execute(
                "select column_name, data_type from duckdb_columns() where table_name = 'amount'"
            ).fetchall()
        )
    assert kinds["published_amount"] == "DECIMAL(20,6)"
    assert kinds["amount_yuan"] == "DECIMAL(20,2)"


def test_a_document_that_prints_one_key_twice_is_set_aside_and_the_others_are_loaded(tmp_path: Path) -> None:
    good, bad = example(2024), example(2024, unit="山西省太原市重复局")
    bad.amounts.append(bad.amounts[0])
    write_inputs(tmp_path, [good, bad])
    report = load(tmp_path / "shards" / "test", tmp_path / "sightings", tmp_path / "work.duckdb")
    assert report.quarantined_documents == (bad.document_id,)
    rows = content(tmp_path / "work.duckdb")
    assert {row[0] for row in rows["raw.amount"]} == {good.document_id}
    states = {row[0]: row[8] for row in rows["raw.document"]}
    assert states == {good.document_id: "published", bad.document_id: "quarantined"}
    (finding,) = rows["raw.finding"]
    assert finding[:2] == (bad.document_id, "duplicate_key")
    assert "row_order 1" in str(finding[2])


def test_half_a_line_of_a_killed_run_is_counted_and_hides_nothing(tmp_path: Path) -> None:
    document = example(2024)
    see(tmp_path / "sightings", document)
    path = tmp_path / "sightings" / "shanxi_province" / "run-1.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"portal_id": "shanx', encoding="utf-8")
    report = load(tmp_path / "shards", tmp_path / "sightings", tmp_path / "work.duckdb")
    assert report.unreadable_sighting_lines == 1
    assert report.rows["sighting"] == 1


def test_a_shard_of_another_shape_is_named_and_the_file_before_stays(tmp_path: Path) -> None:
    write_inputs(tmp_path, [example(2024)])
    work_file = tmp_path / "work.duckdb"
    load(tmp_path / "shards" / "test", tmp_path / "sightings", work_file)
    before = work_file.read_bytes()
    (shard,) = (tmp_path / "shards" / "test" / "amount").glob("*.parquet")
    shard.write_bytes(b"PAR1 not a shard PAR1")
    with pytest.raises(LoadError, match=shard.name):
        load(tmp_path / "shards" / "test", tmp_path / "sightings", work_file)
    assert work_file.read_bytes() == before
    assert not list(tmp_path.glob(".work*"))
