"""How printed numbers, dashes and units of measure are read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalize.money import YUAN, is_dash, money_unit, parse_amount, to_yuan

amounts = st.decimals(min_value=Decimal("-9999999999"), max_value=Decimal("9999999999"), places=2)


@given(amounts)
def test_an_amount_printed_with_thousands_separators_is_read_back(amount: Decimal) -> None:
    assert parse_amount(f"{amount:,}") == amount


@given(amounts.filter(lambda amount: amount >= 0))
def test_every_way_to_print_a_negative_is_the_same_number(amount: Decimal) -> None:
    for printed in (f"-{amount}", f"−{amount}", f"－{amount}", f"({amount})", f"（{amount}）", f"- {amount:,}"):
        assert parse_amount(printed) == -amount


@given(amounts)
def test_full_width_digits_are_digits(amount: Decimal) -> None:
    wide = str(amount).translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    assert parse_amount(wide) == amount


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("1 234.56", "1234.56"), ("1，234.56", "1234.56"), ("0.00", "0.00"), ("120", "120"), ("12.345678", "12.345678")],
)
def test_other_ways_to_print_a_number(printed: str, amount: str) -> None:
    assert parse_amount(printed) == Decimal(amount)


@pytest.mark.parametrize("printed", ["", "—", "——", "1,23.45", "1.2.3", "12%", "2024年", "9746.50一、", "1,234.5,6"])
def test_what_is_not_one_whole_number_is_not_guessed(printed: str) -> None:
    assert parse_amount(printed) is None


@pytest.mark.parametrize("printed", ["—", "——", "———", "-", "－", "…", "……", "─", "–", "/"])
def test_a_dash_says_not_applicable(printed: str) -> None:
    assert is_dash(printed)


@pytest.mark.parametrize("printed", ["", " ", "0.00", "0", "-1"])
def test_blank_and_zero_are_not_dashes(printed: str) -> None:
    assert not is_dash(printed)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("金额单位:万元", "万元"),
        ("单位:元", "元"),
        ("公开01表单位:万元", "万元"),
        ("编制单位:某局", None),
        ("(万元)", "万元"),
        ("共五万元", None),
    ],
)
def test_the_unit_is_what_the_heading_declares(heading: str, unit: str | None) -> None:
    assert money_unit(heading) == unit


@given(amounts, st.sampled_from(sorted(YUAN)))
def test_yuan_are_the_printed_amount_times_its_unit_to_the_cent(amount: Decimal, unit: str) -> None:
    assert to_yuan(amount, unit) == amount * YUAN[unit]


def test_what_is_not_money_has_no_yuan() -> None:
    assert to_yuan(Decimal(7), "台") is None
