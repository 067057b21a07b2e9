"""The names of codes and the printed lines of the summaries, as the demonstration prints them.

Put here: look-ups in `data/subjects.csv` (functional and economic names of 2022 to 2024) and `data/lines.csv`.
Keep out: amounts.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"
"""The folder of the demonstration's facts."""


@dataclass(frozen=True)
class Line:
    """A printed line of a two-sided summary."""

    table_id: str
    side: str
    group: str  # main, balance, total
    line_id: str
    label_zh: str


@cache
def names() -> dict[str, str]:
    """Code to name, functional (3, 5, 7 digits) and economic (3, 5 digits, classes 301 to 399)."""
    with (DATA / "subjects.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_zh"] for row in csv.DictReader(file)}


def name_of(code: str) -> str:
    """The name of a code.

    Raises KeyError naming the file to extend when the code is not known.
    """
    try:
        return names()[code]
    except KeyError:
        raise KeyError(f"code {code} has no name in {DATA.name}/subjects.csv; add a row") from None


def economic_codes(*classes: str) -> list[str]:
    """The codes of some economic classes, each class before its items, in the order of the form."""
    return [code for c in classes for code in sorted(names()) if code.startswith(c) and len(code) in (3, 5)]


@cache
def functional_items() -> tuple[str, ...]:
    """All known functional items (seven digits)."""
    return tuple(sorted(code for code in names() if len(code) == 7))


@cache
def _all_lines() -> tuple[tuple[str, int, int, Line], ...]:
    with (DATA / "lines.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                row["template"],
                int(row["year_from"]),
                int(row["year_to"]),
                Line(row["table_id"], row["side"], row["group"], row["line_id"], row["label_zh"]),
            )
            for row in csv.DictReader(file)
        )


def lines_of(template: str, fiscal_year: int, table_id: str) -> list[Line]:
    """The lines of a summary in a template (`national`, `shanghai`) and year, in printed order."""
    return [
        line
        for name, first, last, line in _all_lines()
        if name == template and first <= fiscal_year <= last and line.table_id == table_id
    ]
