"""The supplementary indicators: accessibility, round amounts, narratives carried forward, the code of transparency."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.builds import example
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document, see
from warehouse.load import load
from warehouse.schema import SHARDS

UNIT = "山西省太原市指标局"
CITY = "140100"


def write_claims(shards: Path, document: Document, sentences: list[tuple[str, str]]) -> None:
    """Write one claim a sentence, of the kind that stands before it."""
    rows = [
        {
            "document_id": document.document_id,
            "claim_no": number,
            "statement_kind": kind,
            "published_text": "1",
            "published_amount": Decimal(1),
            "published_unit": "万元",
            "sentence_zh": sentence,
            "page": 5,
            "x0": 1.0,
            "y0": float(number),
            "x1": 2.0,
            "y1": float(number) + 1,
        }
        for number, (kind, sentence) in enumerate(sentences, start=1)
    ]
    table = pa.Table.from_pylist(rows, schema=SHARDS["claim"])
    pq.write_table(table, shards / "claim" / f"{document.document_id}.parquet")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """A built work file of one unit over two years: on a government's host, then on a moving address of another."""
    home = tmp_path_factory.mktemp("supplementary") / "home"
    shards, sightings = home / "shards" / "test", home / "sightings"
    before, now = example(2023, unit=UNIT), example(2024, unit=UNIT)
    local = example(2024, unit="山西省太原市无门户局")
    items = ("2010301", "2010302", "2010350", "2080501", "2080502")
    amounts = ("10.00", "20.00", "1.00", "3.57", "4.00")
    for code, amount in zip(items, amounts, strict=True):
        now.table_states["general_public_budget_expenditure"] = "filled"
        now.prints("general_public_budget_expenditure", amount, code=code, measure="basic", page=4)
    now.table_states |= {"income": "filled", "expenditure": "blank"}
    mixed = example(2024, unit="山西省太原市用途局")  # most money has 01 general services, the largest subject is of 10
    for code, amount in (("2010301", "30.00"), ("2010302", "25.00"), ("2080501", "40.00")):
        mixed.table_states["general_public_budget_expenditure"] = "filled"
        mixed.prints("general_public_budget_expenditure", amount, code=code, measure="total", page=4)
    for document in (before, now, local, mixed):
        document.write(shards)
    write_claims(
        shards,
        before,
        [
            ("overall_total", "2023年度收入总计110.00万元。"),
            ("change_reason", "主要原因是人员减少3人。"),
            ("change_reason", "主要原因是项目结束。"),
        ],
    )
    write_claims(
        shards,
        now,
        [
            ("overall_total", "2024年度收入总计112.50万元。"),
            ("change_reason", "主要原因是人员减少5人。"),
            ("change_reason", "主要原因是新增项目1个。"),
        ],
    )
    good, moving = "https://czj.taiyuan.gov.cn", "http://files.example.com"
    for run_id, day in (("run-1", "01"), ("run-2", "02")):
        places = ((before, f"{good}/1.html", f"{good}/1.pdf"), (now, f"{good}/2.html", f"{moving}/{run_id}.pdf"))
        for document, landing_url, file_url in places:
            see(
                sightings,
                document,
                portal_id="taiyuan_city",
                region_code=CITY,
                run_id=run_id,
                seen_at=f"2025-09-{day}T02:30:00+00:00",
                landing_url=landing_url,
                file_url=file_url,
            )
    see(sightings, mixed, portal_id="taiyuan_city", region_code=CITY)
    see(sightings, local, portal_id="local", region_code=CITY, file_url=None, landing_url=None, published_date=None)
    work_file = home / "warehouse" / "work.duckdb"
    load(shards, sightings, work_file)
    assert build(work_file).blocking_failures == ()
    return work_file


def value(work_file: Path, indicator_id: str, detail: str, year: int = 2024, unit: str = UNIT) -> tuple[object, ...]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        (row,) = connection.execute(
            "select numerator::integer, denominator::integer, null_reason from indicators "
            "inner join dim_unit using (unit_id) "
            "where indicator_id = ? and detail = ? and fiscal_year = ? and name_zh = ?",
            [indicator_id, detail, year, unit],
        ).fetchall()
    return tuple(row)


def test_accessibility_counts_only_conditions_that_were_looked_at(warehouse: Path) -> None:
    assert value(warehouse, "E8", "total", 2023) == (3, 3, None)
    assert value(warehouse, "E8", "total", 2024) == (1, 3, None), "neither a government's host nor the same address"
    assert value(warehouse, "E8", "total", 2024, "山西省太原市无门户局")[2] == "not_seen"


def test_round_amounts_are_counted_by_step_and_not_of_too_few(warehouse: Path) -> None:
    assert value(warehouse, "F2", "final.10_thousand") == (4, 5, None)
    assert value(warehouse, "F2", "final.100_thousand") == (2, 5, None)
    assert value(warehouse, "F2", "final.10_thousand", 2023)[2] == "not_disclosed"
    assert value(warehouse, "F2", "budget.10_thousand")[2] == "not_disclosed"


def test_a_narrative_is_compared_with_last_year_s_without_its_numbers(warehouse: Path) -> None:
    assert value(warehouse, "F5", "statements") == (1, 1, None)
    assert value(warehouse, "F5", "reasons") == (1, 2, None)
    assert value(warehouse, "F5", "reasons", 2023)[2] == "no_prior_year"


def test_the_code_of_transparency_says_what_a_disclosure_is_evidence_of(warehouse: Path) -> None:
    assert value(warehouse, "G4", "1.1.3") == (1, 1, None), "income and expenditure are there"
    assert value(warehouse, "G4", "1.2.2") == (1, 1, None)
    assert value(warehouse, "G4", "1.2.2", 2024, "山西省太原市无门户局") == (0, 1, None)
    assert value(warehouse, "G4", "2.3.2") == (0, 1, None)
    covered, dimensions, _ = value(warehouse, "G4", "covered")
    assert (covered, dimensions) == (3, 10), "flows, timeliness and identities"


def test_budgets_and_final_amounts_of_three_public_expenses_come_from_one_place(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select indicator_id, count(distinct detail) from indicators where indicator_id in ('B6', 'D1') "
            "group by all order by all"
        ).fetchall()
    assert rows == [("B6", 6), ("D1", 6)]


def test_the_main_purpose_of_a_unit_is_the_division_with_most_money_not_that_of_its_largest_subject(
    warehouse: Path,
) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        groups = connection.execute(
            "select peer_group from unit_peer_group inner join dim_unit using (unit_id) "
            "where dim_unit.name_zh = '山西省太原市用途局'"
        ).fetchall()
    assert groups == [("department|city|COFOG 01",)]
