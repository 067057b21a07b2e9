"""Indicators that compare units: nobody is added twice, and a group that is too small is no group."""

from pathlib import Path

import duckdb

from tests.warehouse.builds import SUMMARY, Built, write_inputs
from tests.warehouse.compiled import Build, build
from tests.warehouse.figures import Document
from warehouse.load import load

__all__ = ["build"]


def of_size(number: int) -> Document:
    """A department that prints an expenditure of so many 万元 and nothing else."""
    document = Document(f"size {number}", f"山西省太原市第{number}示范局", 2024, "department_final_accounts")
    document.table_states = {SUMMARY: "filled"}
    return document.prints(SUMMARY, f"{number}.00", line="expenditure.current_total", side="expenditure")


def groups_of(count: int, home: Path, build: Build) -> dict[str, set[int]]:
    """The groups into which so many departments of different size come."""
    documents = {document.document_id: number for number in range(1, count + 1) for document in [of_size(number)]}
    write_inputs(home, [of_size(number) for number in range(1, count + 1)])
    load(home / "shards" / "test", home / "sightings", home / "work.duckdb")
    build(home / "work.duckdb", "int_peer_group")
    with duckdb.connect(str(home / "work.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select peer_group, document_id, peer_count from intermediate.int_peer_group"
        ).fetchall()
    groups: dict[str, set[int]] = {}
    for group, document_id, _ in rows:
        groups.setdefault(group, set()).add(documents[document_id])
    assert {(group, count) for group, _, count in rows} == {(group, len(members)) for group, members in groups.items()}
    return groups


def test_departments_are_compared_with_those_of_their_size_where_there_are_enough(tmp_path: Path, build: Build) -> None:
    few = groups_of(24, tmp_path / "few", build)
    many = groups_of(25, tmp_path / "many", build)
    assert list(few.values()) == [set(range(1, 25))]
    (kind,) = few
    assert many == {f"{kind}|size {fifth + 1} of 5": set(range(5 * fifth + 1, 5 * fifth + 6)) for fifth in range(5)}


def test_a_department_and_its_own_level_are_never_added_together(built: Built) -> None:
    assert built.rows("select count(*) from fct_check where check_id = 'G.05' and state = 'fail'") == [(0,)]
    levels = built.rows(
        "select distinct unit_level from indicators inner join dim_unit using (unit_id) "
        "where indicator_id = 'G1' and name_zh = '国家示范局'"
    )
    assert levels in ([("department",)], []), "the own level is part of its department's account"


def test_shares_of_a_region_add_up_to_one(built: Built) -> None:
    sums = built.rows(
        "select round(sum(value), 6) from indicators where indicator_id = 'G1' and not detail like '%.rank' "
        "and value is not null group by fiscal_year, detail, basis"
    )
    assert sums
    assert {float(str(value)) for (value,) in sums} == {1.0}


def test_a_group_of_fewer_than_three_has_no_percentile(built: Built) -> None:
    assert built.rows(
        "select count(*) from indicators where indicator_id = 'G2' and value is null and null_reason <> 'no_peers'"
    ) == [(0,)]


def test_the_cofog_shares_of_a_document_add_up_to_one(built: Built) -> None:
    sums = built.rows(
        "select round(sum(value), 6) from indicators where indicator_id = 'G3' and detail <> 'low_confidence' "
        "and value is not null group by document_id"
    )
    assert {float(str(value)) for (value,) in sums} <= {1.0}
