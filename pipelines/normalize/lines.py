"""Row labels matched with the line items of the form.

Put here: the meaning of a row without a code (`line_id`), by position and label together, because labels repeat.
Keep out: the line items themselves (warehouse/reference/line_items.csv).
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.normalize.text import squeeze, without_ordinal

_LINE_ITEMS = Path(__file__).resolve().parents[2] / "warehouse" / "reference" / "line_items.csv"
_LATEST = 9999


@dataclass(frozen=True, slots=True)
class LineItem:
    """A row of a form in a span of years; `label` is squeezed and without its ordinal."""

    table_id: str
    template: str
    valid_from_year: int
    valid_to_year: int
    side: str | None
    label: str
    line_id: str


@cache
def line_items() -> tuple[LineItem, ...]:
    """All line items, in the order of their forms."""
    with _LINE_ITEMS.open(encoding="utf-8", newline="") as file:
        return tuple(
            LineItem(
                table_id=row["table_id"],
                template=row["template"],
                valid_from_year=int(row["valid_from_year"] or 0),
                valid_to_year=int(row["valid_to_year"] or _LATEST),
                side=_side(row["block"]),
                label=label_key(row["label_zh"]),
                line_id=row["line_id"],
            )
            for row in csv.DictReader(file)
        )


def _side(block: str) -> str | None:
    return next((side for side in ("income", "expenditure") if block.endswith(side)), None)


def label_key(label: str) -> str:
    """A label as it is compared: squeezed, without ordinal and without 其中 before it."""
    return without_ordinal(squeeze(label)).removeprefix("其中:").rstrip("*")


@cache
def _labels(table_id: str) -> frozenset[str]:
    return frozenset(item.label for item in line_items() if item.table_id == table_id)


def is_line(table_id: str, label: str) -> bool:
    """Whether a label is one of the rows of a table's forms."""
    return label_key(label) in _labels(table_id)


def match_lines(table_id: str, side: str | None, fiscal_year: int | None, labels: Sequence[str]) -> list[str | None]:
    """The `line_id` of each label of one side of a table, top to bottom; null where the form has no such row.

    A label that the form has several times takes the first place after the row before it; forms are tried by year and
    the one that knows most labels wins (publishers use the form of another year, too).
    """
    best: list[str | None] = [None] * len(labels)
    forms = {(item.template, item.valid_from_year) for item in line_items() if item.table_id == table_id}
    year = fiscal_year or _LATEST
    for template, first_year in sorted(forms, key=lambda form: (abs(form[1] - year), form[0] != "national", form)):
        rows = [
            item
            for item in line_items()
            if (item.table_id, item.template, item.valid_from_year, item.side) == (table_id, template, first_year, side)
        ]
        found = _in_order(rows, labels)
        if sum(line is not None for line in found) > sum(line is not None for line in best):
            best = found
    return best


def _in_order(rows: list[LineItem], labels: Sequence[str]) -> list[str | None]:
    found: list[str | None] = []
    used: set[int] = set()
    place = -1
    for label in map(label_key, labels):
        places = [number for number, item in enumerate(rows) if _same(item.label, label)]
        following = [number for number in places if number > place]
        if following:
            place = following[0]
        elif places and (places[-1] not in used or rows[places[-1]].line_id.startswith("total")):
            place = places[-1]  # an earlier row of the form; only a total is printed again, on each page
        else:
            found.append(None)
            continue
        used.add(place)
        found.append(rows[place].line_id)
    return found


def _same(item: str, label: str) -> bool:
    """Whether a printed label is an item's: equal, or equal without a remark in brackets (含专用结余)."""
    return item == label or item.split("(")[0] == label.split("(")[0] != ""
