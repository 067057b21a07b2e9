"""When a report of a check is about a defect that people found.

Put here: both records, and the rules of matching.
Keep out: scores (check_scorer).

A report and a defect are the same when they stand on one page and name one line, and share the numbers, or when the
wrong number is one of those that the report compares.
"""

import csv
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import warehouse


def read_rows(path: Path) -> Sequence[dict[str, str]]:
    """Return the rows of a CSV file, none where it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_REFERENCE: Final = Path(warehouse.__file__).parent / "reference"
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_SMALL: Final = 100
"""Whole numbers up to here occur anywhere; alone they match nothing."""
_TABLES: Final = frozenset(row["table_id"] for row in read_rows(_REFERENCE / "tables.csv"))
_COLUMNS: Final = frozenset(row["measure"] for row in read_rows(_REFERENCE / "measures.csv"))
_EMPTY_NAMES: Final = frozenset({"合计", "总计", "小计", "支出", "收入"})


@dataclass(frozen=True)
class Defect:
    """A row of defects.csv; `page` is None where it was not verified."""

    grade: str
    table_id: str
    page: int | None
    code: str
    name: str
    measure: str
    printed: str
    expected: str
    note: str

    @property
    def numbers(self) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
        """The numbers of the printed and of the expected value, without signs."""
        return numbers_of(self.printed), numbers_of(self.expected)

    @property
    def names(self) -> list[str]:
        """Words by which a report can name the place."""
        quoted = [] if self.numbers[0] else re.split(r"[，。：；、“”]", self.printed)
        parts = [self.code, self.name, re.split(r"[（(]", self.name)[0], *(part for part in quoted if len(part) > 5)]
        return [part for part in parts if len(part) > 1 and part not in _EMPTY_NAMES]


@dataclass(frozen=True)
class Report:
    """A row of fct_check that says `fail` or `rounding`, with every page, number and word that it names."""

    check_id: str
    severity: str
    state: str
    scope: str
    pages: frozenset[int]
    tables: frozenset[str]
    residuals: frozenset[Decimal]
    """By how much the two sides differ, in yuan and in 万元."""
    numbers: frozenset[Decimal]
    """The two sides, in yuan and in 万元, and the numbers of the explanation."""
    printed: frozenset[Decimal]
    """The numbers that entered, as printed."""
    words: str
    """Scope and explanation, and the label of the number that is judged."""
    cause: str
    """Comparisons with one cause are told as one note."""


def matches(defect: Defect, report: Report) -> bool:
    """Tell whether a report is about a defect."""
    if defect.page is not None and report.pages and defect.page not in report.pages:
        return False
    printed, expected = defect.numbers
    difference = abs(min(printed) - min(expected)).normalize() if len(printed) == len(expected) == 1 else None
    is_same_difference = difference in report.residuals
    if defect.grade == "rounding" and report.state == "fail" and not is_same_difference:
        return False
    if _takes_part(defect, report, is_same_difference=is_same_difference):
        return True
    listed = _telling(printed | expected)
    telling = listed & report.numbers
    if printed & report.numbers and expected & report.numbers and telling:
        return not _names_another_place(defect, report)
    is_named = any(_is_named(name, report.words) for name in defect.names)
    is_same_statement = defect.table_id not in _TABLES and defect.measure in report.scope.split(" · ")
    if not listed or is_same_statement:
        return is_named
    is_telling = any(len(_digits(number)) > 3 for number in telling)
    return bool(telling) and (is_named or is_telling) and not _names_another_place(defect, report)


def _is_named(name: str, words: str) -> bool:
    """Tell whether words name a place; of a name in parts (line/what of it) each part, or what it quotes."""
    quoted = re.compile("“(.+?)”")
    return all(part in words or any(quote in words for quote in quoted.findall(part)) for part in name.split("/"))


def _takes_part(defect: Defect, report: Report, *, is_same_difference: bool) -> bool:
    """Tell whether the wrong number is one of several that a report compares: what it contradicts follows from it."""
    if defect.grade == "rounding" or (defect.table_id in _TABLES and defect.table_id not in report.tables):
        return False
    wrong = _telling(defect.numbers[0]) & report.printed
    return bool(wrong) and (is_same_difference or any(len(_digits(number)) > 2 for number in wrong))


def _names_another_place(defect: Defect, report: Report) -> bool:
    """Tell whether the scope of a report names tables, codes or columns, and not those of the defect."""
    words = set(re.split(r"[\s·=<>]+", report.scope))
    codes = {word for word in words if re.fullmatch(r"\d{3}|\d{5}|\d{7}", word)}
    vocabularies: list[tuple[Set[str], str, Set[str]]] = [(codes, defect.code, {defect.code} - {""})]
    if defect.table_id in _TABLES:
        vocabularies.append((report.tables or words & _TABLES, defect.table_id, _TABLES))
        if len(words & _TABLES) == 1:
            vocabularies.append((words & _COLUMNS, defect.measure, _COLUMNS))
    return any(named and own in vocabulary and own not in named for named, own, vocabulary in vocabularies)


def numbers_of(text: str) -> frozenset[Decimal]:
    """Return the numbers in a text, without signs."""
    return frozenset(abs(Decimal(number.replace(",", ""))).normalize() for number in _NUMBER.findall(text))


def _telling(numbers: Iterable[Decimal]) -> frozenset[Decimal]:
    """The numbers that do not occur just anywhere."""
    return frozenset(number for number in numbers if number > _SMALL or number % 1)


def _digits(number: Decimal) -> str:
    return "".join(map(str, number.as_tuple().digits))
