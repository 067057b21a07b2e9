"""Which numbers of a text are stated, and in which unit.

Put here: finding a number with its unit, and the numbers that state nothing (thresholds, ordinals, names).
Keep out: what a number says (grammar.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from pipelines.normalize.claims.lexicon import any_of, lexicon

Family = Literal["money", "ratio", "plain", "count"]

_NUMBER: Final = r"(?P<minus>(?<![\d.%元])[-−])?(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_BEFORE: Final = r"(?<![\d.,])"
_QUOTED: Final = re.compile(r"《[^《》]*》|“[^“”]{0,40}”")
_MOST_DIGITS: Final = 14
_TEN_THOUSAND: Final = "万"
_YUAN: Final = "元"
_FULL_WIDTH: Final = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a text: `start` to `end` are its digits, `after` is where its unit ends; the unit is canonical."""

    start: int
    end: int
    after: int
    value: Decimal
    unit: str
    family: Family


def stated_numbers(text: str, start: int = 0) -> Iterator[Stated]:
    """The numbers with a unit that a text for matching states, in order."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _pattern().finditer(text, start):
        digits = match["digits"].replace(",", "")
        unit, family = match["unit"], _families()[match["unit"]]
        if len(digits) > _MOST_DIGITS or any(low < match.start() < high for low, high in quoted):
            continue
        if _states_nothing(text, match.start(), match.start("unit"), match.end(), family):
            continue
        if unit == _TEN_THOUSAND and lexicon().units.money_before.search(text[: match.start()]):
            unit, family = _TEN_THOUSAND + _YUAN, "money"
        value = Decimal(digits)
        yield Stated(
            match.start("minus") if match["minus"] else match.start("digits"),
            match.end("digits"),
            match.end(),
            -value if match["minus"] else value,
            lexicon().units.written_as.get(unit, unit.translate(_FULL_WIDTH)),
            family,
        )


@cache
def _families() -> dict[str, Family]:
    units = lexicon().units
    named: dict[Family, tuple[str, ...]] = {
        "count": units.count,
        "plain": units.plain,
        "ratio": units.ratio,
        "money": units.money,
    }
    return {unit: family for family, names in named.items() for unit in names}


@cache
def _pattern() -> re.Pattern[str]:
    units = any_of(tuple(_families()))
    return re.compile(f"{_BEFORE}{_NUMBER}{lexicon().units.about}(?P<unit>{units})")


def _states_nothing(text: str, start: int, unit: int, after: int, family: Family) -> bool:
    words = lexicon().not_stated
    left, right = text[max(0, start - 16) : start], text[after : after + 16]
    if family != "money" and words.not_units.match(text[unit : unit + 6]):
        return True
    return any(pattern.search(left) for pattern in words.left) or any(pattern.search(right) for pattern in words.right)
