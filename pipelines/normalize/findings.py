"""What a reader of the shards must know about our own reading: nothing is dropped without one of these.

Put here: the kinds of finding and the record.
Keep out: errors of publishers (those are checks in sql/models/checks) and refusals (pipelines.errors).
"""

from dataclasses import dataclass
from typing import Final

from pipelines.extract.frame import Box

KINDS: Final = {
    "amount_without_label": "an amount whose row has neither a code nor a label; it is held back",
    "announced_without_table": "a page announces a statutory table and no table was found",
    "lost_characters": "characters that stand in a table's box are in none of its cells",
    "malformed_code": "a subject code that is not of 3, 5 or 7 digits; the row is kept under its label",
    "placeholder_name": "the document names its unit with a placeholder",
    "readers_disagree": "two readers saw different numbers or cells, and neither identities nor a decision settle it",
    "self_evaluation_misaligned": "texts of a self-evaluation form that stand beside their headings; they are left out",
    "self_evaluation_unread": "a self-evaluation form, or a part of it, that could not be read",
    "subject_name_differs": "a subject code whose printed name is not its name in that year's classification",
    "text_outside_cells": "a text inside a table lies in none of its cells",
    "unit_name_differs": "a table names another unit than the document's cover",
    "unknown_code": "a subject code that the classifications do not hold",
    "unknown_heading": "a column with numbers under a heading that no layout knows; its numbers are held back",
    "unknown_line": "a row label that no line item of the form has; the amount is kept without a line",
    "unknown_money_unit": "a table that does not say in which unit it counts; its amounts are held back",
    "unknown_unit_name": "the document does not tell whose accounts it holds",
    "unknown_year": "the document does not tell its fiscal year",
    "unread_table": "a grid is announced as a statutory table, or looks like one, and no layout reads it",
    "unreadable_amount": "a text in an amount column that is no amount and no dash; it is held back",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing we could not read or place; `box` in points of the page as it is shown."""

    finding_kind: str
    message: str
    table_id: str | None = None
    printed_text: str | None = None
    page: int | None = None
    row_no: int | None = None
    column_no: int | None = None
    box: Box | None = None

    def __post_init__(self) -> None:
        """Refuse a kind that `KINDS` does not explain."""
        if self.finding_kind not in KINDS:
            raise ValueError(f"unknown kind of finding {self.finding_kind!r}: explain it in KINDS")
