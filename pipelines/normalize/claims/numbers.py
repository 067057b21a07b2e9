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

_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_NUMBER: Final = rf"(?P<minus>(?<![\d.%元])[-−])?(?P<digits>{_DIGITS})"
_BEFORE: Final = r"(?<![\d.])(?<!\d,)"
# A decimal without a unit in a list whose last member has it (分别为1.5、2.5万元).
_LISTED: Final = rf"(?=[、，和及与]{{1,2}}(?:{_DIGITS}[、，和及与]{{1,2}})*{_DIGITS}(?P<listed>UNITS))"
_QUOTED: Final = re.compile(r"《[^《》]*》|“[^“”]{0,40}”")
_NOUGHT: Final = r"(?=[，。;、)])"
_MOST_DIGITS: Final = 14
_NEARBY: Final = 16
_CENTS: Final = 2
_TEN_THOUSAND: Final = "万"
_YUAN: Final = "元"
_FULL_WIDTH: Final = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a text: `start` to `end` are its digits, `after` is where its unit ends; the unit is canonical.

    A nought of money may lack its unit (年初预算为0，): then `unit` is empty.
    """

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
        unit = match["unit"] or match["listed"] or ""
        family = _families()[unit] if unit else "money"
        if len(digits) > _MOST_DIGITS or any(low < match.start() < high for low, high in quoted):
            continue
        if _states_nothing(text, match.start(), match.end("digits"), match.end(), family):
            continue
        if not unit and not lexicon().units.nought_before.search(text[max(0, match.start() - _NEARBY) : match.start()]):
            continue
        if unit == _TEN_THOUSAND and _is_money(text, match.start(), digits):
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
    shared = any_of((*lexicon().units.money, *lexicon().units.ratio))
    listed = _LISTED.replace("UNITS", shared)
    return re.compile(
        rf"{_BEFORE}{_NUMBER}(?:{lexicon().units.about}(?P<unit>{units})|(?:(?<=\.\d)|(?<=\.\d\d)){listed}|(?<=为0){_NOUGHT})"
    )


def _is_money(text: str, start: int, digits: str) -> bool:
    """Whether 万 alone means 万元: after a noun of money, or after a number with two decimals."""
    before = text[max(0, start - _NEARBY) : start]
    return len(digits.partition(".")[2]) == _CENTS or bool(lexicon().units.money_before.search(before))


def _states_nothing(text: str, start: int, unit: int, after: int, family: Family) -> bool:
    words = lexicon().not_stated
    left, right = text[max(0, start - _NEARBY) : start], text[after : after + _NEARBY]
    if family != "money" and words.not_units.match(text[unit : unit + 6]):
        return True
    return any(pattern.search(left) for pattern in words.left) or any(pattern.search(right) for pattern in words.right)
