"""Where the printed numbers of rows (行次) jump.

Put here: the numbers that a table prints beside its rows, blank rows too, and the rows that they pass over.
Keep out: what the rows mean (rows.py), and judging (sql/models/checks).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from pipelines.normalize.grid_rows import Cell, Row, is_numbering
from pipelines.normalize.header import BoundTable, covered
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.text import squeeze, tidy

_LONGEST_JUMP: Final = 3  # of so many rows: where more are missing, a part of the table may not have been read
_FEWEST_ROWS: Final = 5


def jumps_of_row_numbers(tables: Iterable[BoundTable]) -> Iterator[Mention]:
    """A mention for each row number that follows another than the one before it: `value` is the first one missing."""
    for bound in tables:
        printed = dict(_row_numbers(bound))
        if len(printed) < _FEWEST_ROWS:
            continue
        for before, after in pairwise(sorted(printed)):
            if 1 < after - before <= _LONGEST_JUMP + 1:
                yield printed[after]


def _row_numbers(bound: BoundTable) -> Iterator[tuple[int, Mention]]:
    for row in bound.body:
        if is_numbering(row):
            continue
        for cell in row.cells:
            text, box = squeeze(cell.text), cell.region.box
            if text.isdecimal() and box is not None and covered(bound, cell)[0].role == "row_no":
                number = int(text)
                place = cell.page.frame.box_to_shown(box)
                yield (
                    number,
                    Mention(
                        "row_number",
                        text,
                        row.page_no,
                        place,
                        section=bound.layout.table_id,
                        subject_zh=_label_beside(row, cell, bound),
                        value=str(number - 1),
                    ),
                )


def _label_beside(row: Row, number: Cell, bound: BoundTable) -> str | None:
    """What stands beside a row number in its block."""
    block = covered(bound, number)[0].block
    names = [cell for cell in row.cells if (over := covered(bound, cell)[0]).role == "label" and over.block == block]
    return tidy(names[0].text) if names else None
