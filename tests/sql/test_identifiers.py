"""Identifiers of units: codes of their regions and years, and what index numbers on pages say and do not say."""

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

CODES = {2021: "229101", 2022: "229101", 2023: "229102", 2024: "229102"}
TWIN_CODE = "301001"


def print_code(shards: Path, document: Document, code: str) -> None:
    """Write a self-evaluation form of the document that prints the code with the unit's name."""
    row = {
        "document_id": document.document_id,
        "form_no": 1,
        "fiscal_year": document.fiscal_year,
        "department_code": code[:3],
        "department_zh": "山西省太原市主管局",
        "unit_code": code,
        "unit_zh": document.unit_name_zh,
        "page": 9,
        "last_page": 9,
        "x0": 1.0,
        "y0": 1.0,
        "x1": 2.0,
        "y1": 2.0,
    }
    folder = shards / "self_evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist([row], schema=SHARDS["self_evaluation"])
    pq.write_table(table, folder / f"{document.document_id}.parquet")


def unit(name: str, year: int = 2024) -> Document:
    document = example(year, unit=name)
    document.document_kind = "unit_final_accounts"
    return document


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """A built work file of one unit over four years, twins under one code, and pages with index numbers."""
    home = tmp_path_factory.mktemp("identifiers") / "home"
    shards = home / "shards" / "test"
    coded = [unit("山西省太原市编码中心", year) for year in CODES]
    twins = [unit("山西省太原市孪生一中心"), unit("山西省太原市孪生二中心")]
    elsewhere = unit("浙江省温州市外地中心")
    for document in [*coded, *twins, elsewhere]:
        document.write(shards)
        print_code(shards, document, CODES[document.fiscal_year or 0] if document in coded else TWIN_CODE)
        region = "330300" if document is elsewhere else "140100"
        see(home / "sightings", document, region_code=region, file_url=f"http://portal.test/{document.name}.pdf")
    pages = [
        # unit, portal, region, issuing body as printed, index number
        ("温州市公安局", "wenzhou_city", "330300", "温州市公安局", "11330300002518524H/2026-1010497327"),
        ("温州市误印局", "wenzhou_city", "330300", "温州市误印局", "11330300002518525H/2026-1010497328"),
        ("温州市代发局", "wenzhou_city", "330300", "温州市公安局", "11330300002518524H/2026-1010497329"),
        ("重庆市城市管理局", "chongqing_province", "500000", "市城市管理局", "11500000MB1315207D/2026-00097"),
        ("郑州市国土资源局", "zhengzhou_city", "410100", "郑州市国土资源局", "005252370/2015-00036"),
        ("无锡市应急管理局", "wuxi_city", "320200", "无锡市应急管理局", "014006438/2026-00680"),
        ("无锡市水利局", "wuxi_city", "320200", "无锡市水利局", "014006438/2026-00942"),
        ("岳阳市司法局", "yueyang_city", "430600", "市司法局", "43060037/2025-2349509"),
        ("宁波市示范局", "ningbo_city", "330200", "宁波市示范局", "53262200136000501000"),
    ]
    for name, portal_id, region, issuing_body, index_no in pages:
        document = unit(name)
        document.write(shards)
        see(
            home / "sightings",
            document,
            portal_id=portal_id,
            region_code=region,
            issuing_body_zh=issuing_body,
            index_no=index_no,
            landing_url=f"http://portal.test/{index_no}",
        )
        # A later look at the file alone did not read the page again.
        see(home / "sightings", document, portal_id=portal_id, region_code=region, run_id="run-2")
    work_file = home / "warehouse" / "work.duckdb"
    load(shards, home / "sightings", work_file)
    assert build(work_file).blocking_failures == ()
    return work_file


def identifiers(work_file: Path, name: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        return connection.execute(
            "select scheme, identifier, dim_unit_identifier.region_code, dim_unit_identifier.valid_from_year, "
            "dim_unit_identifier.valid_to_year from dim_unit_identifier inner join dim_unit using (unit_id) "
            "where name_zh = ? order by all",
            [name],
        ).fetchall()


def test_a_code_that_changed_has_a_row_for_each_span_of_years(warehouse: Path) -> None:
    assert identifiers(warehouse, "山西省太原市编码中心") == [
        ("budget_unit_code", "229101", "140100", 2021, 2022),
        ("budget_unit_code", "229102", "140100", 2023, 2024),
    ]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        newest = connection.execute("select unit_code from dim_unit where name_zh = '山西省太原市编码中心'").fetchall()
    assert newest == [("229102",)]


def test_a_code_is_one_unit_s_in_a_region_and_year_and_may_be_another_s_elsewhere(warehouse: Path) -> None:
    assert identifiers(warehouse, "山西省太原市孪生一中心") == []
    assert identifiers(warehouse, "浙江省温州市外地中心") == [("budget_unit_code", TWIN_CODE, "330300", 2024, 2024)]


def test_an_index_number_gives_the_social_credit_code_of_its_issuing_body(warehouse: Path) -> None:
    assert identifiers(warehouse, "温州市公安局") == [("uscc", "11330300002518524H", "330300", 2024, 2024)]
    assert identifiers(warehouse, "重庆市城市管理局") == [("uscc", "11500000MB1315207D", "500000", 2024, 2024)]


def test_an_organisation_code_is_told_by_its_check_digit(warehouse: Path) -> None:
    assert identifiers(warehouse, "郑州市国土资源局") == [("organisation_code", "005252370", "410100", 2024, 2024)]


def test_a_code_with_a_wrong_check_digit_is_no_social_credit_code(warehouse: Path) -> None:
    assert "uscc" not in {row[0] for row in identifiers(warehouse, "温州市误印局")}


def test_another_body_s_page_says_nothing_about_the_unit(warehouse: Path) -> None:
    assert identifiers(warehouse, "温州市代发局") == []


def test_a_portal_that_prints_one_code_on_everybody_s_pages_says_nothing_about_anybody(warehouse: Path) -> None:
    assert identifiers(warehouse, "无锡市应急管理局") == identifiers(warehouse, "无锡市水利局") == []


def test_a_number_of_the_portal_s_own_holds_there(warehouse: Path) -> None:
    assert identifiers(warehouse, "岳阳市司法局") == [("index_no", "43060037", "430600", 2024, 2024)]
    assert identifiers(warehouse, "宁波市示范局") == []


def test_an_identifier_names_its_evidence_and_a_document_its_page_s_own_words(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select evidence_url, evidence_seen_at is not null, index_no, issuing_body_zh from dim_unit_identifier "
            "inner join dim_document on evidence_document_id = document_id where identifier = '11500000MB1315207D'"
        ).fetchall()
        (bare,) = connection.execute(
            "select count(*) from dim_unit_identifier where evidence_document_id is null or evidence_url is null"
        ).fetchall()
    page = "http://portal.test/11500000MB1315207D/2026-00097"
    assert rows == [(page, True, "11500000MB1315207D/2026-00097", "市城市管理局")]
    assert bare == (0,)
