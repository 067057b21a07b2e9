"""How one printed number comes to be another: a digit, two digits exchanged, the decimal point moved.

Put here: changes of a text that prints a number, decided by a seed alone.
Keep out: which numbers of a document are changed (plan) and anything that reads or writes documents.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Number:
    """The number inside a printed text: its digits without a point, how many of them are decimals, and its commas."""

    digits: str
    decimals: int
    has_commas: bool = False

    @property
    def value(self) -> Decimal:
        """The number without a sign."""
        return Decimal(int(self.digits)).scaleb(-self.decimals)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def is_well_formed(self) -> bool:
        """Tell whether nobody would see at a glance that the digits are wrong: no leading zero but in 0.12."""
        whole = len(self.digits) - self.decimals
        return whole >= 1 and (whole == 1 or self.digits[0] != "0")

    @property
    def text(self) -> str:
        """The number as it is printed."""
        whole = self.digits[: len(self.digits) - self.decimals]
        if self.has_commas:
            whole = f"{int(whole):,}"
        return f"{whole}.{self.digits[-self.decimals :]}" if self.decimals else whole


def read_number(text: str) -> Number | None:
    """Return the first number of a text, or None when it holds none; a sign is left where it stands."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    whole, _, decimals = match.group().partition(".")
    return Number(whole.replace(",", "") + decimals, len(decimals), "," in whole)


def printed_instead(text: str, number: Number) -> str:
    """Return the text with its first number replaced."""
    return _NUMBER.sub(lambda _: number.text, text, count=1)


def misprint(kind: str, number: Number, seed: str, *, is_rounded: bool) -> Number | None:
    """Return what is printed instead, the same for the same seed, or None when this kind cannot change the number.

    Args:
        kind: a key of `MISPRINTS`.
        number: what is printed.
        seed: decides among the changes that are possible, nothing else does.
        is_rounded: true for amounts and percentages. For these a change by one unit of the last place is none:
            rounding alone makes such a difference. A count (辆, 人次) is exact.
    """
    least = number.step if is_rounded else Decimal(0)
    changes = [
        changed
        for changed in MISPRINTS[kind](number)
        if changed.is_well_formed and abs(changed.value - number.value) > least
    ]
    return random.Random(seed).choice(changes) if changes else None


def _other_digits(number: Number) -> Iterator[Number]:
    for place, printed in enumerate(number.digits):
        for digit in "0123456789":
            if digit != printed:
                yield _with_digits(number, number.digits[:place] + digit + number.digits[place + 1 :])


def _exchanged_digits(number: Number) -> Iterator[Number]:
    for place in range(len(number.digits) - 1):
        pair = number.digits[place : place + 2]
        yield _with_digits(number, number.digits[:place] + pair[::-1] + number.digits[place + 2 :])


def _moved_points(number: Number) -> Iterator[Number]:
    if number.decimals:
        digits = number.digits.lstrip("0").rjust(number.decimals, "0")
        yield Number(digits, number.decimals - 1, number.has_commas)
        yield Number(number.digits.rjust(number.decimals + 2, "0"), number.decimals + 1, number.has_commas)
    else:
        yield Number(number.digits + "0", 0, number.has_commas)
        if number.digits.endswith("0") and len(number.digits) > 1:
            yield Number(number.digits[:-1], 0, number.has_commas)


def _with_digits(number: Number, digits: str) -> Number:
    return Number(digits, number.decimals, number.has_commas)


MISPRINTS: Final[dict[str, Callable[[Number], Iterator[Number]]]] = {
    "digit": _other_digits,
    "swap": _exchanged_digits,
    "point": _moved_points,
}
"""The kinds of misprint, and every number that each can make of one."""
