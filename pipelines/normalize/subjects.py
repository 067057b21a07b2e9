"""The codes of the functional and economic classifications, as far as reading a table needs them.

Put here: whether a code exists in its classification.
Keep out: names by year, hierarchy and COFOG (sql/models/marts/dim_subject.sql).
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

_REFERENCE: Final = Path(__file__).resolve().parents[2] / "warehouse" / "reference"
_CLASSIFICATION: Final = {"basic_expenditure": "economic_subjects.csv"}


@cache
def known_codes(file_name: str) -> frozenset[str]:
    """All codes of a classification, of whatever year."""
    with (_REFERENCE / file_name).open(encoding="utf-8", newline="") as file:
        return frozenset(row["subject_code"] for row in csv.DictReader(file))


def is_known(table_id: str, subject_code: str) -> bool:
    """Whether the classification that a table uses has the code (in any year)."""
    return subject_code in known_codes(_CLASSIFICATION.get(table_id, "functional_subjects.csv"))
