"""Units of one region and year side by side: the government's account, ranks and percentiles; codes of their years."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builds import example, write_inputs
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document
from warehouse.load import load

CITY = "140100"
REFERENCE = Path(__file__).parents[2] / "warehouse" / "reference"
SPENT = {"一": "100.00", "二": "200.00", "三": "300.00", "四": "400.00", "五": "500.00", "六": "9000.00"}
"""What each department spent in 2024 on class 208, in 万元; in 2023 each spent 100.00."""


def unverified() -> tuple[str, str]:
    """An item of the functional classification that nobody has verified yet: code and name."""
    with (REFERENCE / "functional_subjects.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["evidence"] == "unverified" and row["level"] == "item" and not row["valid_to_year"]:
                return row["subject_code"], row["name_zh"]
    raise AssertionError("every item is verified")


def department(name: str, year: int, amount: str) -> Document:
    document = example(year, unit=f"山西省太原市{name}局")
    document.table_states |= {"expenditure": "filled", "general_public_budget_expenditure": "filled"}
    for table in ("expenditure", "general_public_budget_expenditure"):
        document.prints(table, amount, line="total", measure="total", page=3)
        document.prints(table, amount, code="208", label="社会保障和就业支出", measure="total", page=3)
    return document


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """A built work file of six departments of one city over two years, with the government's account of each."""
    home = tmp_path_factory.mktemp("region-years") / "home"
    documents = [department(name, 2023, "100.00") for name in SPENT]
    documents += [department(name, 2024, amount) for name, amount in SPENT.items()]
    code, name = unverified()
    for document in documents[:2]:
        document.prints("expenditure", "1.00", code=code, label=name, measure="total", page=4)
    documents[2].prints("expenditure", "1.00", code=code, label="别的名称", measure="total", page=4)
    write_inputs(home, documents, [CITY] * len(documents))
    work_file = home / "warehouse" / "work.duckdb"
    load(home / "shards" / "test", home / "sightings", work_file)
    with duckdb.connect(str(work_file)) as connection:
        connection.execute(
            "insert into reference.government_accounts values "
            "('140100', 2023, '208', '6000000.00', '太原市2023年决算'), "
            "('140100', 2024, '208', '104000000.00', '太原市2024年决算')"
        )
    assert build(work_file).blocking_failures == ()
    return work_file


def rows(work_file: Path, query: str, *parameters: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        return connection.execute(query, list(parameters)).fetchall()


def values(work_file: Path, indicator_id: str, detail: str) -> dict[str, tuple[object, ...]]:
    found = rows(
        work_file,
        "select right(replace(name_zh, '局', ''), 1), value, numerator, denominator, evidence_state from indicators "
        "inner join dim_unit using (unit_id) where indicator_id = ? and detail = ? and fiscal_year = 2024",
        indicator_id,
        detail,
    )
    return {str(name): tuple(row) for name, *row in found}


def test_departments_that_come_to_more_than_their_government_are_told_and_others_are_exact(warehouse: Path) -> None:
    assert rows(
        warehouse,
        "select fiscal_year, state, count(distinct document_id) from fct_check where check_id = 'U.03' "
        "group by all order by all",
    ) == [(2023, "exact", 6), (2024, "fail", 6)]


def test_a_share_and_a_rank_say_of_how_much_and_among_how_many(warehouse: Path) -> None:
    shares = values(warehouse, "G1", "general_public_budget")
    assert shares["一"][1:3] == (Decimal("1000000.00"), Decimal("105000000.00"))
    ranks = values(warehouse, "G1", "general_public_budget.rank")
    assert {name: row[0] for name, row in ranks.items()} == dict(zip("六五四三二一", range(1, 7), strict=True))
    assert {row[2] for row in ranks.values()} == {Decimal(6)}


def test_a_percentile_is_the_share_of_peers_below_and_knows_how_sure_its_input_is(warehouse: Path) -> None:
    percentiles = values(warehouse, "G2", "A2.general_public_budget")
    assert [percentiles[name][0] for name in SPENT] == [Decimal(step) / 5 for step in range(6)]
    assert {row[2] for row in percentiles.values()} == {Decimal(5)}
    states = rows(
        warehouse,
        "select distinct peers.evidence_state = own.evidence_state from indicators as peers "
        "inner join indicators as own on own.document_id = peers.document_id "
        "and own.indicator_id || '.' || own.detail = peers.detail where peers.indicator_id = 'G2'",
    )
    assert states == [(True,)]


def test_a_jump_is_far_from_the_median_of_its_peers(warehouse: Path) -> None:
    jumps = values(warehouse, "F1", "general_public_budget")
    assert jumps["六"][0] == max(row[0] for row in jumps.values())  # type: ignore[type-var]
    assert {row[3] for row in jumps.values()} != {"not_testable"}, "the state is that of the amounts that moved"


def test_concentration_and_shares_carry_what_they_were_computed_from(warehouse: Path) -> None:
    bare = rows(
        warehouse,
        "select distinct indicator_id from indicators where indicator_id in ('C4', 'C5', 'G1', 'G2', 'G3') "
        "and value is not null and (numerator is null or denominator is null or evidence_state is null)",
    )
    assert bare == []
    assert values(warehouse, "C5", "total")["一"][0] == Decimal(1)


def test_every_indicator_says_something_about_every_account(warehouse: Path) -> None:
    silent = rows(
        warehouse,
        "select distinct indicator_id from ("
        "select indicator_id, document_id from dim_indicator cross join dim_document where is_current "
        "except select indicator_id, document_id from indicators)",
    )
    # A6 and G3 have a row a class: accounts without a class have none. G2 has one a value that can be compared.
    assert {name for (name,) in silent} <= {"A6", "G3", "G2"}


def test_a_document_that_prints_a_code_with_its_name_raises_it_to_observed_with_the_count(warehouse: Path) -> None:
    code, name = unverified()
    assert rows(
        warehouse,
        "select evidence, observed_document_count from dim_subject where subject_code = ? and name_zh = ?",
        code,
        name,
    ) == [("observed", 2)]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("207", {2018: "文化体育与传媒支出", 2019: "文化旅游体育与传媒支出"}),
        ("215", {2019: "资源勘探信息等支出", 2020: "资源勘探工业信息等支出"}),
        ("220", {2018: "国土海洋气象等支出", 2019: "自然资源海洋气象等支出"}),
        ("21007", {2009: "妇幼保健", 2024: "计划生育事务"}),
        ("30311", {2017: "住房公积金", 2024: "代缴社会保险费"}),
    ],
)
def test_a_code_means_what_it_meant_in_its_year(warehouse: Path, code: str, names: dict[int, str]) -> None:
    for year, name in names.items():
        found = rows(
            warehouse,
            "select name_zh from dim_subject where subject_code = ? and ? between valid_from_year "
            "and coalesce(valid_to_year, 9999)",
            code,
            year,
        )
        assert found == [(name,)]
