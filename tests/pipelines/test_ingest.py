"""`juesuan ingest` as a person uses it: real files, the real command, what it prints and what it leaves."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from demo.document import TypesetDocument
from pipelines.cli import app
from pipelines.shards import read_shard, stored_documents
from pipelines.version import PIPELINE_VERSION
from scrapers.storage import DocumentStore, read_sightings
from tests.warehouse.compiled import Build


def ingest(home: Path, *arguments: Path | str) -> tuple[int, str, str]:
    """Run the command; return exit status, output and error output."""
    result = CliRunner().invoke(app, ["ingest", "--home", str(home), *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_path_that_does_not_exist_is_one_clear_line_and_exit_status_1(home: Path, tmp_path: Path) -> None:
    status, _, errors = ingest(home, tmp_path / "missing.pdf")
    assert status == 1
    assert f"{tmp_path / 'missing.pdf'}: no such file or folder; check the path" in errors
    assert not home.exists()


def test_a_folder_without_pdf_files_is_one_clear_line_and_exit_status_1(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "note.txt").write_text("x")
    status, _, errors = ingest(home, tmp_path / "letters")
    assert status == 1
    assert f"{tmp_path / 'letters'}: no PDF file in this folder or below it" in errors


@pytest.mark.parametrize("reason_class", ["not_a_pdf", "encrypted", "damaged", "no_statutory_table"])
def test_a_file_that_cannot_be_used_is_one_clear_line_a_row_with_its_reason_and_exit_status_1(
    home: Path, unusable: dict[str, Path], reason_class: str
) -> None:
    status, _, errors = ingest(home, "--no-build", unusable[reason_class])
    assert status == 1
    (line,) = (line for line in errors.splitlines() if line.startswith(f"{unusable[reason_class]}: "))
    (sighting,) = read_sightings(home)
    assert sighting.document_id is not None
    (row,) = read_shard(home, PIPELINE_VERSION, "document", sighting.document_id).to_pylist()
    assert (row["state"], row["reason_class"]) == ("refused", reason_class)
    assert row["reason"] in line
    assert len(stored_documents(home)) == (0 if reason_class == "not_a_pdf" else 1)


def test_a_file_is_taken_whatever_its_name_and_the_same_bytes_are_stored_once(
    home: Path, tmp_path: Path, disclosure: TypesetDocument
) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    for name in ("a.PDF", "below/b.pdf"):
        (tmp_path / "in" / name).write_bytes(disclosure.path.read_bytes())
    status, output, _ = ingest(home, "--no-build", tmp_path / "in", tmp_path / "in" / "a.PDF")
    assert status == 0
    assert (
        f"2 files: 2 stored (1 new), 0 not usable; 1 document: 1 read with {len(disclosure.amounts)} amounts" in output
    )
    assert [sighting.outcome for sighting in read_sightings(home)] == ["stored", "unchanged"]


def test_bad_files_do_not_keep_a_good_one_from_its_release_and_are_rows_of_it(
    home: Path,
    unusable: dict[str, Path],
    disclosure: TypesetDocument,
    tmp_path: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipelines.stages.build", lambda work_file, progress: build(work_file))
    status, output, _ = ingest(home, tmp_path / "missing.pdf", unusable["damaged"].parent, disclosure.path)
    assert status == 0
    with duckdb.connect(str((home / "current").resolve() / "juesuan.duckdb"), read_only=True) as connection:
        states = connection.sql("select coalesce(reason_class, state) from dim_document").fetchall()
        (amounts,) = connection.sql("select count(*) from fct_amount").fetchall()
    assert {state for (state,) in states} == {*unusable, "published"}
    assert amounts == (len(disclosure.amounts),)

    status, output, _ = ingest(home, disclosure.path)
    assert status == 0
    assert "nothing new: release" in output

    shown = CliRunner().invoke(app, ["status", "--home", str(home)])
    assert "1 published, 4 refused" in shown.stdout
    assert "damaged.pdf: damaged: " in shown.stdout
    assert "up to date" in shown.stdout

    asked = CliRunner().invoke(app, ["query", "--home", str(home), "select unit_id from dim_unit"])
    assert "1 row" in asked.stdout


def test_a_build_reads_what_is_stored_and_was_not_read_by_this_reader_so_that_nothing_falls_out(
    home: Path, disclosure: TypesetDocument, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.stages.build", lambda work_file, progress: build(work_file))
    document_id = DocumentStore(home).store_file(disclosure.path).document_id
    result = CliRunner().invoke(app, ["build", "--home", str(home)])
    assert result.exit_code == 0, result.output
    assert read_shard(home, PIPELINE_VERSION, "amount", document_id).num_rows == len(disclosure.amounts)


def test_a_query_that_duckdb_refuses_and_a_folder_without_a_release_are_clear_lines(home: Path) -> None:
    asked = CliRunner().invoke(app, ["query", "--home", str(home), "select 1"])
    assert asked.exit_code == 1
    assert "no release in" in asked.stderr
    built = CliRunner().invoke(app, ["publish", "--home", str(home)])
    assert built.exit_code == 1
    assert "load and build first" in built.stderr


@pytest.mark.parametrize("command", ["ingest", "build", "publish", "crawl", "nightly", "status", "query"])
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "--home" in result.stdout
