"""Indicators: the values that are known, and a reason where there is none."""

from decimal import Decimal

import pytest

from tests.warehouse.builds import Built
from tests.warehouse.figures import CORPUS

UNIT = "山西省数字政府服务中心"
SHARES = ["B5", "B8", "B9", "C1", "C2", "C3", "C4", "C8", "E2", "E3", "E5", "E6", "F4", "F6", "G1", "G2", "G3"]
"""Indicators that are a part of a whole; others compare two things of which either may be larger."""


def value(built: Built, indicator_id: str, detail: str, unit: str = UNIT, year: int = 2024) -> tuple[object, ...]:
    (row,) = built.rows(
        "select value, null_reason, evidence_state from indicators inner join dim_unit using (unit_id) "
        "where indicator_id = ? and detail = ? and name_zh = ? and fiscal_year = ?",
        indicator_id,
        detail,
        unit,
        year,
    )
    return row


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("indicator_id", "detail", "expected"),
    [
        ("B5", "total", "0.9342"),
        ("B8", "total", "0.0658"),
        ("B8", "fiscal", "0.0645"),
        ("C1", "basic", "0.1276"),
        ("C1", "project", "0.8724"),
        ("C2", "of_basic", "0.9257"),
        ("C2", "of_total", "0.1181"),
        ("C3", "total", "0.0743"),
        ("C4", "201", "0.9542"),
        ("C5", "total", "0.9118"),
        ("C6", "total", "0.9729"),
        ("C6", "services", "0.1846"),
        ("C8", "total", "0.9964"),
        ("D1", "total", "0.0000"),
    ],
)
def test_the_known_values_of_the_shanxi_centre_2024(
    built: Built, indicator_id: str, detail: str, expected: str
) -> None:
    found, null_reason, _ = value(built, indicator_id, detail)
    assert isinstance(found, Decimal)
    assert round(found, 4) == Decimal(expected)
    assert null_reason is None


def test_growth_is_computed_from_the_published_year_before(built: Built) -> None:
    unit = "山西省太原市示范局"
    assert value(built, "A1", "expenditure.current_total", unit, 2022)[:2] == (Decimal(0), None)
    assert value(built, "A1", "expenditure.current_total", unit, 2021)[:2] == (None, "no_prior_year")


def test_an_indicator_of_a_table_that_is_not_there_is_null_with_a_reason(built: Built) -> None:
    assert value(built, "C1", "basic", "山西省太原市示范局")[:2] == (None, "not_disclosed")


def test_an_empty_table_of_three_public_expenses_means_zero(built: Built) -> None:
    assert value(built, "D1", "total", "山西省太原市示范局")[:2] == (Decimal(0), None)


def test_evidence_tells_when_an_identity_of_the_inputs_fails(built: Built) -> None:
    unit = "山西省太原市示范局"
    assert value(built, "B5", "total", unit, 2021)[2] == "exact"
    assert value(built, "B5", "total", unit, 2023)[2] == "fail"
    assert value(built, "B5", "total", unit, 2024)[2] == "rounding"


def test_a_value_is_null_exactly_when_there_is_a_reason_and_ratios_are_finite(built: Built) -> None:
    assert built.rows("select count(*) from indicators where (value is null) <> (null_reason is not null)") == [(0,)]
    assert built.rows(
        "select count(*) from indicators inner join dim_indicator using (indicator_id) "
        "where list_contains(?, indicator_id) and detail not like '%.rank' and not value between 0 and 1",
        SHARES,
    ) == [(0,)]
