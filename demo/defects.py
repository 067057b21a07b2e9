"""What a publisher prints instead of the truth, and the list of it.

Put here: how planted defects of the figures become cells of the tables.
Keep out: which defects there are (data/*.yml) and how they are found (the warehouse's checks).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from demo.figures import ZERO, FiguresError, PrintedInstead, UnitYear
from demo.tables import LogicalTable, Row, non_zero

SUMMARIES: Final = ("income_expenditure_summary", "fiscal_appropriation_summary")


@dataclass(frozen=True)
class Defect:
    """One cell that prints something else than it should, in the unit of the cell."""

    table_id: str
    side: str | None
    key: str
    measure: str
    printed: Decimal
    expected: Decimal
    identities: tuple[str, ...]
    grade: str
    note_zh: str


def with_defects(
    tables: Mapping[str, LogicalTable], figures: UnitYear
) -> tuple[dict[str, LogicalTable], tuple[Defect, ...]]:
    """The tables as the publisher prints them, and a Defect for each cell that is not the true one.

    Raises FiguresError for a planted cell that the tables do not have.
    """
    printed, defects = dict(tables), list(_opening_defects(tables, figures))
    for instead in figures.printed_instead:
        table = printed[instead.table_id]
        rows = list(table.rows)
        for key in instead.rows:
            index = next((i for i, row in enumerate(rows) if row.key == key and row.side == instead.side), None)
            if index is None:
                raise FiguresError(f"{figures.name}: {instead.table_id} has no row {key} ({instead.side}) to misprint")
            rows[index], misprinted = _misprint(table.table_id, rows[index], instead)
            if instead.identities:  # a number that contradicts no other is not a defect
                defects += misprinted
        printed[instead.table_id] = replace(table, rows=tuple(rows))
    return printed, tuple(defects)


def _misprint(table_id: str, row: Row, instead: PrintedInstead) -> tuple[Row, list[Defect]]:
    values, defects = dict(row.values), []
    for measure in instead.measures:
        expected = values.get(measure, ZERO)
        values[measure] = expected + instead.add
        defects.append(
            Defect(
                table_id,
                row.side,
                row.key,
                measure,
                values[measure],
                expected,
                instead.identities,
                instead.grade,
                instead.defect,
            )
        )
    return replace(row, values=non_zero(values)), defects


def _opening_defects(tables: Mapping[str, LogicalTable], figures: UnitYear) -> Iterator[Defect]:
    """An adjusted opening is consistent inside its document: only last year's document contradicts it."""
    change = sum((adjustment.add for adjustment in figures.opening_adjustments), ZERO)
    if not change:
        return
    note = "；".join(adjustment.defect for adjustment in figures.opening_adjustments)
    for table_id, identity in zip(SUMMARIES, ("Y.01", "Y.02"), strict=True):
        row = next(row for row in tables[table_id].rows if row.key == "carryover.opening")
        opening = row.values.get("amount", ZERO)
        yield Defect(table_id, "income", row.key, "amount", opening, opening - change, (identity,), "seeded", note)
