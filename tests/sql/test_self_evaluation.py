"""How self-evaluation forms become public relations, and which unit a printed code reaches."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.builds import example, write_inputs
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document
from warehouse.load import load
from warehouse.schema import SHARDS

BOX = {"page": 30, "x0": 1.0, "y0": 2.0, "x1": 3.0, "y1": 4.0}
Row = dict[str, object]


def form(document: Document, form_no: int = 1, **facts: object) -> Row:
    return {
        "document_id": document.document_id,
        "form_no": form_no,
        "project_zh": "某项目",
        "published_unit": "万元",
        "total_score": Decimal("95"),
        "last_page": 31,
        **BOX,
        **facts,
    }


def fund(document: Document, line_no: int, kind: str, budget: str) -> Row:
    return {
        "document_id": document.document_id,
        "form_no": 1,
        "line_no": line_no,
        "fund_kind": kind,
        "published_unit": "万元",
        "original_budget_text": budget,
        "published_original_budget": Decimal(budget),
        "original_budget_yuan": Decimal(budget) * 10_000,
        **BOX,
    }


def accounts(unit: str, year: int = 2024, kind: str = "unit_final_accounts") -> Document:
    document = example(year, unit=unit, name=kind)
    document.document_kind = kind
    return document


def write_rows(shards: Path, relation: str, rows: list[Row]) -> None:
    (shards / relation).mkdir(parents=True)
    for document_id in {str(row["document_id"]) for row in rows}:
        of_document = [row for row in rows if row["document_id"] == document_id]
        table = pa.Table.from_pylist(of_document, schema=SHARDS[relation])
        pq.write_table(table, shards / relation / f"{document_id}.parquet")


@pytest.fixture(scope="module")
def work_file(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """A build of units whose forms print codes, some of which must reach nobody."""
    home = tmp_path_factory.mktemp("forms")
    centre = accounts("山西省太原市示范中心")
    quiet = accounts("山西省太原市无表中心")
    namesake = accounts("信息中心")
    doubtful = accounts("山西省太原市两码中心")
    earlier, later = accounts("山西省太原市改码中心", 2023), accounts("山西省太原市改码中心", 2024)
    department = accounts("山西省太原市主管局", kind="department_final_accounts")
    own_level = accounts("山西省太原市主管局", kind="own_level_final_accounts")
    forms = [
        form(centre, unit_code="229102", unit_zh="山西省太原市示范中心"),
        form(centre, 2, unit_code="999999", unit_zh="山西省太原市示范中心", fiscal_year=2021),  # of another year
        form(department, 1, unit_code="229001", unit_zh="山西省太原市主管局（本级）"),
        form(department, 2, unit_code="229103", unit_zh="山西省太原市无表中心"),
        form(department, 3, unit_code="229104", unit_zh="信息中心"),
        form(department, 4, department_code="229", department_zh="山西省太原市主管局"),
        form(doubtful, 1, unit_code="301001", unit_zh="山西省太原市两码中心"),
        form(doubtful, 2, unit_code="301002", unit_zh="山西省太原市两码中心"),
        form(earlier, unit_code="401001", unit_zh="山西省太原市改码中心"),
        form(later, unit_code="402001", unit_zh="山西省太原市改码中心"),
    ]
    write_inputs(home, [centre, quiet, namesake, doubtful, earlier, later, department, own_level])
    shards = home / "shards" / "test"
    write_rows(shards, "self_evaluation", forms)
    write_rows(shards, "self_evaluation_fund", [fund(centre, 1, "total", "12.5"), fund(centre, 2, "fiscal", "10.5")])
    indicator = {"document_id": centre.document_id, "form_no": 1, "line_no": 1, "level3_zh": "次数", **BOX}
    write_rows(shards, "self_evaluation_indicator", [indicator])
    load(shards, home / "sightings", home / "work.duckdb")
    assert build(home / "work.duckdb").blocking_failures == ()
    return home / "work.duckdb"


def rows(work_file: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_printed_code_reaches_the_unit_with_that_name_and_year_and_nobody_else(work_file: Path) -> None:
    codes = {
        (name, level): code
        for name, level, code in rows(work_file, "select name_zh, unit_level, unit_code from dim_unit")
    }
    assert codes == {
        ("山西省太原市示范中心", "unit"): "229102",
        ("山西省太原市无表中心", "unit"): "229103",  # printed in its department's document
        ("信息中心", "unit"): None,  # several units bear such a name
        ("山西省太原市两码中心", "unit"): None,  # two codes in one year
        ("山西省太原市改码中心", "unit"): "402001",  # the latest year's
        ("山西省太原市主管局", "department"): "229",
        ("山西省太原市主管局", "own_level"): "229001",
    }


def test_a_form_is_one_row_with_the_total_of_its_funds(work_file: Path) -> None:
    query = (
        "select form_no, fiscal_year, unit_code, published_original_budget, original_budget_yuan, total_score, "
        "is_current from fct_self_evaluation where unit_code in ('229102', '999999') order by form_no"
    )
    assert rows(work_file, query) == [
        (1, 2024, "229102", Decimal("12.5"), Decimal(125_000), Decimal(95), True),
        (2, 2024, "999999", None, None, Decimal(95), True),
    ]


def test_fund_lines_and_indicators_are_rows_of_their_own_and_no_amounts(work_file: Path) -> None:
    query = "select fund_kind, published_original_budget from fct_self_evaluation_fund order by line_no"
    assert rows(work_file, query) == [("total", Decimal("12.5")), ("fiscal", Decimal("10.5"))]
    assert rows(work_file, "select level3_zh, page, x0 from fct_self_evaluation_indicator") == [("次数", 30, 1.0)]
    assert rows(work_file, "select count(*) from fct_amount where published_amount in (12.5, 10.5)") == [(0,)]
