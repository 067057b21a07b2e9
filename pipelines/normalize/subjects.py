"""The codes and names of the functional and economic classifications, as far as reading a table needs them.

Put here: whether a code exists in its classification, and what it is called in a year.
Keep out: hierarchy, evidence and COFOG (sql/models/marts/dim_subject.sql).
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipelines.normalize.text import squeeze

_REFERENCE: Final = Path(__file__).resolve().parents[2] / "warehouse" / "reference"
_CLASSIFICATION: Final = {"basic_expenditure": "economic_subjects.csv"}
_LATEST: Final = 9999


@dataclass(frozen=True, slots=True)
class _Name:
    name_zh: str
    valid_from_year: int
    valid_to_year: int


@cache
def _names(file_name: str) -> dict[str, list[_Name]]:
    names: dict[str, list[_Name]] = defaultdict(list)
    with (_REFERENCE / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = int(row["valid_from_year"] or 0), int(row["valid_to_year"] or _LATEST)
            names[row["subject_code"]].append(_Name(row["name_zh"], first, last))
    return dict(names)


def _of_table(table_id: str) -> dict[str, list[_Name]]:
    return _names(_CLASSIFICATION.get(table_id, "functional_subjects.csv"))


def is_known(table_id: str, subject_code: str) -> bool:
    """Whether the classification that a table uses has the code (in any year)."""
    return subject_code in _of_table(table_id)


def names_in(table_id: str, subject_code: str, fiscal_year: int | None) -> list[str]:
    """What the classification that a table uses calls a code in a year (in any year where it is null)."""
    return [
        name.name_zh
        for name in _of_table(table_id).get(subject_code, [])
        if fiscal_year is None or name.valid_from_year <= fiscal_year <= name.valid_to_year
    ]


def is_called(label: str, names: list[str]) -> bool:
    """Whether a printed label is one of the names, brackets and white space aside."""
    printed = _bare(label)
    return any(printed == _bare(name) for name in names)


def _bare(text: str) -> str:
    return squeeze(text).translate(str.maketrans("", "", "()[]、,，"))
