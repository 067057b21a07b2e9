"""Units through time: renames, mergers, splits and changes of region, from the event to series and indicators."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builds import example, write_inputs
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document
from warehouse.load import load

CITY = "140100"
EVENTS = [
    # region, date, kind, from, to, region after
    (CITY, "2023-03-01", "rename", "山西省太原市旧名局", "山西省太原市新名局", None),
    (CITY, "2023-03-01", "merge_into", "山西省太原市甲局", "山西省太原市合并局", None),
    (CITY, "2023-03-01", "merge_into", "山西省太原市乙局", "山西省太原市合并局", None),
    (CITY, "2023-03-01", "merge_into", "山西省太原市小局", "山西省太原市大局", None),
    (CITY, "2023-03-01", "split_from", "山西省太原市母局", "山西省太原市子局", None),
    (CITY, "2023-03-01", "merge_into", "山西省太原市缺上年局", "山西省太原市半合并局", None),
    (CITY, "2023-03-01", "merge_into", "山西省太原市有上年局", "山西省太原市半合并局", None),
    (CITY, "2023-03-01", "abolish", "山西省太原市撤销局", None, None),
    (CITY, "2023-03-01", "move_department", "山西省太原市划转中心", "山西省太原市接收局", None),
    ("110228", "2015-11-01", "rename", "北京市密云县改区局", "北京市密云区改区局", "110118"),
]
"""The rows that unit_events.csv would have."""


def accounts(unit: str, *years: int, region: str = CITY) -> list[tuple[Document, str]]:
    return [(example(year, unit=unit, opening="20.00"), region) for year in years]


def accounts_around_a_move() -> list[tuple[Document, str]]:
    """A unit that one department lists until 2022 and another from 2023 on."""
    before, after = accounts("山西省太原市移出局", 2022, 2023, 2024), accounts("山西省太原市接收局", 2022, 2023, 2024)
    moved = accounts("山西省太原市划转中心", 2022, 2023, 2024)
    for document, _ in moved:
        document.document_kind = "unit_final_accounts"
    for document, _ in (before[0], after[1], after[2]):
        document.lists("局本级", "山西省太原市划转中心")
    return [*before, *after, *moved]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """A built work file in which units were reorganised in 2023, and two counties of 北京 and 四川 before."""
    home = tmp_path_factory.mktemp("over-time") / "home"
    seen = [
        *accounts("山西省太原市旧名局", 2021, 2022),
        *accounts("山西省太原市新名局", 2023, 2024),
        *accounts("山西省太原市甲局", 2021, 2022),
        *accounts("山西省太原市乙局", 2021, 2022),
        *accounts("山西省太原市合并局", 2023, 2024),
        *accounts("山西省太原市小局", 2022),
        *accounts("山西省太原市大局", 2022, 2023, 2024),
        *accounts("山西省太原市母局", 2022, 2023, 2024),
        *accounts("山西省太原市子局", 2023, 2024),
        *accounts("山西省太原市有上年局", 2022),
        *accounts("山西省太原市缺上年局", 2021),
        *accounts("山西省太原市半合并局", 2023),
        *accounts_around_a_move(),
        *accounts("山西省太原市撤销局", 2021, 2022),
        *accounts("山西省太原市失踪局", 2021, 2022),
        *accounts("北京市密云县改区局", 2014, region="110000"),
        *accounts("北京市密云区改区局", 2015, region="110000"),
        *accounts("北京市密云县无事件局", 2014, region="110000"),
        *accounts("北京市密云区无事件局", 2016, region="110000"),
        *accounts("四川省资阳市简阳市示范局", 2015, region="512000"),
        *accounts("四川省成都市简阳市示范局", 2017, region="510100"),
        *accounts("简阳市另一局", 2015, region="512000"),
        *accounts("简阳市另一局", 2017, region="510100"),
    ]
    write_inputs(home, [document for document, _ in seen], [region for _, region in seen])
    work_file = home / "warehouse" / "work.duckdb"
    load(home / "shards" / "test", home / "sightings", work_file)
    with duckdb.connect(str(work_file)) as connection:
        connection.executemany(
            "insert into reference.unit_events by name select ? as region_code, ? as event_date, ? as event_kind, "
            "? as from_name_zh, ? as to_name_zh, ? as to_region_code, 'high' as confidence, "
            "'a test' as asserted_by, 'http://portal.test/notice.html' as evidence",
            EVENTS,
        )
    assert build(work_file).blocking_failures == ()
    return work_file


def rows(work_file: Path, query: str, *parameters: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        return connection.execute(query, list(parameters)).fetchall()


def linked(work_file: Path, unit: str) -> list[tuple[object, ...]]:
    return rows(
        work_file,
        "select fiscal_year, amount_yuan, link, is_comparable, missing_member_count from linked_unit_series "
        "where name_zh = ? and series = 'expenditure.current_total' order by fiscal_year",
        unit,
    )


def growth(work_file: Path, unit: str, year: int, indicator_id: str = "A1") -> tuple[object, ...]:
    (row,) = rows(
        work_file,
        "select value, basis, null_reason from indicators inner join dim_unit using (unit_id) "
        "where indicator_id = ? and name_zh = ? and fiscal_year = ? and detail = 'expenditure.current_total'",
        indicator_id,
        unit,
        year,
    )
    return row


YEAR, TWICE = Decimal("900000.00"), Decimal("1800000.00")


def test_an_event_is_one_row_with_both_units_and_its_evidence(warehouse: Path) -> None:
    assert rows(
        warehouse,
        "select count(*), count(evidence) from dim_unit_event "
        "where from_unit_id is not null and (to_unit_id is not null or event_kind = 'abolish')",
    ) == [(len(EVENTS), len(EVENTS))]


def test_a_renamed_unit_goes_on_and_growth_says_so(warehouse: Path) -> None:
    assert linked(warehouse, "山西省太原市新名局") == [
        (2021, YEAR, "predecessor", True, 0),
        (2022, YEAR, "predecessor", True, 0),
        (2023, YEAR, "own", True, 0),
        (2024, YEAR, "own", True, 0),
    ]
    assert growth(warehouse, "山西省太原市新名局", 2023) == (Decimal(0), "renamed", None)
    assert growth(warehouse, "山西省太原市新名局", 2024, "A3")[0] == Decimal(0)


def test_a_merger_is_told_by_the_sum_of_those_that_were_merged(warehouse: Path) -> None:
    assert linked(warehouse, "山西省太原市合并局") == [
        (2021, TWICE, "sum", True, 0),
        (2022, TWICE, "sum", True, 0),
        (2023, YEAR, "own", True, 0),
        (2024, YEAR, "own", True, 0),
    ]
    assert growth(warehouse, "山西省太原市合并局", 2023) == (None, None, "reorganised")
    assert growth(warehouse, "山西省太原市合并局", 2024)[::2] == (Decimal(0), None)


def test_a_unit_that_took_in_another_is_not_compared_with_itself_alone(warehouse: Path) -> None:
    assert linked(warehouse, "山西省太原市大局") == [
        (2022, TWICE, "sum", True, 0),
        (2023, YEAR, "own", True, 0),
        (2024, YEAR, "own", True, 0),
    ]
    assert growth(warehouse, "山西省太原市大局", 2023) == (None, None, "reorganised")
    assert growth(warehouse, "山西省太原市大局", 2024, "A3") == (None, "published", "reorganised")


def test_a_split_ends_what_can_be_compared_on_both_sides(warehouse: Path) -> None:
    assert linked(warehouse, "山西省太原市母局") == [
        (2022, YEAR, "own", False, 0),
        (2023, YEAR, "own", True, 0),
        (2024, YEAR, "own", True, 0),
    ]
    assert linked(warehouse, "山西省太原市子局")[0] == (2022, YEAR, "predecessor", False, 0)
    for unit in ("山西省太原市母局", "山西省太原市子局"):
        assert growth(warehouse, unit, 2023) == (None, None, "reorganised")
        assert growth(warehouse, unit, 2024)[::2] == (Decimal(0), None)


def test_a_move_ends_what_can_be_compared_in_both_departments_and_leaves_the_unit_as_it_is(warehouse: Path) -> None:
    for department in ("山西省太原市移出局", "山西省太原市接收局"):
        assert linked(warehouse, department) == [
            (2022, YEAR, "own", False, 0),
            (2023, YEAR, "own", True, 0),
            (2024, YEAR, "own", True, 0),
        ]
        assert growth(warehouse, department, 2023) == (None, None, "reorganised")
        assert growth(warehouse, department, 2024)[::2] == (Decimal(0), None)
    moved = "山西省太原市划转中心"
    assert linked(warehouse, moved) == [(year, YEAR, "own", True, 0) for year in (2022, 2023, 2024)]
    assert growth(warehouse, moved, 2023)[::2] == (Decimal(0), None)


def test_a_sum_from_which_one_is_missing_is_not_comparable(warehouse: Path) -> None:
    assert linked(warehouse, "山西省太原市半合并局") == [
        (2021, YEAR, "predecessor", False, 1),
        (2022, YEAR, "predecessor", False, 1),
        (2023, YEAR, "own", True, 0),
    ]


def test_checks_between_years_are_not_made_across_a_merger(warehouse: Path) -> None:
    states = rows(
        warehouse,
        "select name_zh, fct_check.fiscal_year, state from fct_check inner join dim_unit using (unit_id) "
        "where check_id = 'Y.01' and fct_check.fiscal_year in (2023, 2024) "
        "and name_zh in ('山西省太原市大局', '山西省太原市新名局') order by all",
    )
    assert states == [
        ("山西省太原市大局", 2023, "not_testable"),
        ("山西省太原市大局", 2024, "exact"),
        ("山西省太原市新名局", 2023, "exact"),
        ("山西省太原市新名局", 2024, "exact"),
    ]


def test_nobody_waits_for_a_unit_that_is_no_more(warehouse: Path) -> None:
    missing = dict(
        rows(warehouse, "select name_zh, min(fiscal_year) from fct_coverage where state = 'not_found' group by name_zh")
    )
    assert missing["山西省太原市失踪局"] == 2023
    assert not {f"山西省太原市{name}局" for name in ("旧名", "甲", "乙", "小", "撤销")} & set(missing)


def test_a_county_that_became_a_district_resolves_for_its_years(warehouse: Path) -> None:
    regions = rows(
        warehouse,
        "select dim_region.name_zh, region_code, dim_region.valid_to_year, successor_region_code from dim_unit "
        "inner join dim_region using (region_code) where dim_unit.name_zh like '%无事件局' order by region_code desc",
    )
    assert regions == [("密云县", "110228", 2014, "110118"), ("密云区", "110118", None, None)]
    assert growth(warehouse, "北京市密云区改区局", 2015) == (Decimal(0), "renamed", None)


def test_units_of_a_region_whose_name_changed_are_candidates_until_an_event_is_written(warehouse: Path) -> None:
    assert rows(
        warehouse,
        "select earlier_name_zh, later_name_zh from unit_link_candidate where reason = 'region_changed'",
    ) == [("北京市密云县无事件局", "北京市密云区无事件局")]


def test_a_region_that_only_got_another_code_keeps_its_units(warehouse: Path) -> None:
    assert rows(
        warehouse,
        "select name_zh, region_code, valid_from_year, valid_to_year from dim_unit where name_zh = '简阳市另一局'",
    ) == [("简阳市另一局", "510185", 2015, 2017)]
    assert rows(warehouse, "select distinct region_code from dim_unit where name_zh like '%简阳市示范局'") == [
        ("510185",)
    ]


def test_every_other_unit_has_its_own_amounts_as_its_series(warehouse: Path) -> None:
    assert rows(
        warehouse,
        "select distinct link, is_comparable, member_count from linked_unit_series "
        "where name_zh = '山西省太原市失踪局'",
    ) == [("own", True, 1)]
