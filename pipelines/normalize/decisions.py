"""What a person decided about amounts that two readers saw differently.

Put here: looking a decision up.
Keep out: the decisions themselves (warehouse/reference/reading_decisions.csv) and corrections of what publishers print.

A row names the document, page, table, row (its code, or its label where it has none), measure and the printed text that
is right, with the reason. It holds for exactly that text: when the reading changes, the amount is held back again.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

_DECISIONS: Final = Path(__file__).resolve().parents[2] / "warehouse" / "reference" / "reading_decisions.csv"
Decision = tuple[str, int, str, str, str, str]


@cache
def decisions(path: Path = _DECISIONS) -> frozenset[Decision]:
    """All decisions: document_id, page, table_id, code or label, measure, text."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(
            (
                row["document_id"],
                int(row["page"]),
                row["table_id"],
                row["row_name"],
                row["measure"],
                row["published_text"],
            )
            for row in csv.DictReader(file)
        )
