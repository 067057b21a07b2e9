"""A misprint is another number that could stand there, and always the same one."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demo.corruption.misprints import MISPRINTS, Number, misprint, printed_instead, read_number

numbers = st.builds(
    lambda value, decimals, commas: read_number(f"{value:,.{decimals}f}" if commas else f"{value:.{decimals}f}"),
    st.decimals(0, 10**9, places=4),
    st.integers(0, 4),
    st.booleans(),
)


@given(numbers, st.sampled_from(sorted(MISPRINTS)), st.text(), st.booleans())
def test_a_misprint_differs_by_more_than_rounding_and_can_be_read_as_what_it_is(
    number: Number, kind: str, seed: str, is_rounded: bool
) -> None:
    changed = misprint(kind, number, seed, is_rounded=is_rounded)
    assume(changed is not None)
    assert abs(changed.value - number.value) > (number.step if is_rounded else 0)
    read = read_number(changed.text)
    assert read is not None
    assert (read.value, read.decimals, read.text) == (changed.value, changed.decimals, changed.text)
    assert changed == misprint(kind, number, seed, is_rounded=is_rounded)


@given(numbers, st.text())
def test_a_shifted_point_multiplies_or_divides_by_ten(number: Number, seed: str) -> None:
    changed = misprint("point", number, seed, is_rounded=True)
    assume(changed is not None)
    assert changed.value in (number.value * 10, number.value / 10)


@given(numbers, st.text())
def test_exchanged_digits_are_the_same_digits(number: Number, seed: str) -> None:
    changed = misprint("swap", number, seed, is_rounded=True)
    assume(changed is not None)
    assert sorted(changed.digits) == sorted(number.digits)


@pytest.mark.parametrize(
    ("kind", "text", "is_rounded"),
    [("swap", "44.44", True), ("swap", "0.00", True), ("point", "0.00", True), ("swap", "10.01", True)],
)
def test_what_makes_no_other_number_is_no_misprint(kind: str, text: str, is_rounded: bool) -> None:
    number = read_number(text)
    assert number is not None
    changes = [change for change in MISPRINTS[kind](number) if change.is_well_formed]
    expected = any(abs(change.value - number.value) > number.step for change in changes)
    assert (misprint(kind, number, "", is_rounded=is_rounded) is not None) == expected


def test_a_count_may_differ_by_one_and_an_amount_may_not_differ_by_its_last_place() -> None:
    step = Decimal("0.01")
    amount = read_number("0.01")
    count = read_number("3")
    assert amount is not None
    assert count is not None
    seeds = [str(seed) for seed in range(200)]
    amounts = {misprint("digit", amount, seed, is_rounded=True) for seed in seeds}
    counts = {misprint("digit", count, seed, is_rounded=False) for seed in seeds}
    assert all(change is not None and abs(change.value - amount.value) > step for change in amounts)
    assert {change.value for change in counts if change is not None} == {0, 1, 2, 4, 5, 6, 7, 8, 9}


def test_only_the_number_in_a_printed_text_is_replaced() -> None:
    number = read_number("约2,158.02万元")
    assert number is not None
    assert printed_instead("约2,158.02万元", Number("999", 1)) == "约99.9万元"
    assert read_number("持平") is None
