"""`juesuan export` and `juesuan unit` on a real release."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.unit_page import sparkline
from tests.warehouse.builds import Built
from warehouse.publish import publish


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_csv_for_excel_begins_with_a_byte_order_mark_and_keeps_every_digit(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    assert run("export", folder, "--home", built.home, "--format", "csv", "--relation", "fct_amount")[0] == 0
    (path,) = folder.iterdir()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = sorted(Decimal(row["published_amount"]) for row in csv.DictReader(file))
    assert written == sorted(amount for (amount,) in built.rows("select published_amount from fct_amount"))  # type: ignore[type-var]


def test_only_the_rows_that_changed_since_a_release_are_written(built: Built, tmp_path: Path) -> None:
    work = tmp_path / "work.duckdb"
    work.write_bytes(built.work_file.read_bytes())
    publish(tmp_path, work, release_id="first")
    with duckdb.connect(str(work)) as connection:
        connection.execute("update main.dim_region set name_zh = '改名市' where region_code = '140100'")
    publish(tmp_path, work, release_id="second")
    status, printed, _ = run("export", tmp_path / "changes", "--home", tmp_path, "--since", "first")
    assert status == 0
    assert "2 rows" in printed
    (path,) = (tmp_path / "changes").iterdir()
    rows = pq.read_table(path).select(["change", "name_zh"]).to_pylist()
    assert {row["change"]: row["name_zh"] for row in rows}["added"] == "改名市"
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "never"), "there is no release 'never'"),
        (("--since", "../releases"), "there is no release '../releases'"),
        (("--relation", "fct_nothing"), "no relation fct_nothing in the release"),
        (("--format", "xml"), "no format 'xml'"),
    ],
)
def test_what_cannot_be_exported_is_said_and_leaves_no_folder(
    built: Built, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, _, errors = run("export", tmp_path / "out", "--home", built.home, *arguments)
    assert status == 1
    assert message in errors
    assert list(tmp_path.iterdir()) == []


def test_a_unit_is_shown_with_its_years_checks_and_documents(built: Built) -> None:
    status, printed, _ = run("unit", "山西省太原市示范局", "--home", built.home)
    assert status == 0
    for part in ("2021", "2024", "Amounts in 万元", "本年支出 expenditure", "Checks by state", "T1.03", "Documents"):
        assert part in printed


def test_a_name_that_fits_none_or_several_units_is_explained(built: Built) -> None:
    status, _, errors = run("unit", "太原市示范居", "--home", built.home)
    assert status == 1
    assert "near to it: 山西省太原市示范局" in errors
    assert "units fit '太原市'" in run("unit", "太原市", "--home", built.home)[2]


@given(st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=12))
def test_a_sparkline_has_a_mark_a_value_and_its_highest_bar_at_the_highest_value(values: list[Decimal | None]) -> None:
    line = sparkline(values)
    known = [value for value in values if value is not None]
    assert len(line) == (len(values) if known else 0)
    if len(set(known)) > 1:
        assert line[values.index(max(known))] == "█"
        assert line[values.index(min(known))] == "▁"
