"""Whether two independent readers saw the same number in the same cell.

Put here: the comparison of an amount's cell and text with the second reader's.
Keep out: both readers (pipelines.extract) and what is done about a disagreement (reading.py).
"""

import re
from typing import Literal

from pipelines.extract.frame import Box
from pipelines.extract.second_reader import SecondCell
from pipelines.normalize.text import squeeze

Agreement = Literal["agreed", "disagreed", "unread"]

_EDGE_TOLERANCE = 3.0  # points between the edges of one cell as two readers see it


class SecondReading:
    """The second reader's cells of one document, looked up by place."""

    def __init__(self, cells: dict[int, list[SecondCell]]) -> None:
        """Take the cells by page number."""
        self._cells = cells

    def compare(self, page: int, text: str, text_box: Box, cell_box: Box) -> tuple[Agreement, str]:
        """Compare one amount: the answer, and what the second reader saw instead.

        Agreed means that it read the same characters in a cell with the same edges, so that row and column
        neighbours are the same too; unread that it saw no cell there at all.
        """
        x, y = (text_box[0] + text_box[2]) / 2, (text_box[1] + text_box[3]) / 2
        around = [
            cell
            for cell in self._cells.get(page, ())
            if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]
        ]
        if not around:
            return "unread", ""
        cell = min(around, key=lambda cell: (cell.box[2] - cell.box[0]) * (cell.box[3] - cell.box[1]))
        if _bare(cell.text) != _bare(text):
            return "disagreed", f"the second reader read {cell.text!r} there"
        if any(abs(ours - theirs) > _EDGE_TOLERANCE for ours, theirs in zip(cell_box, cell.box, strict=True)):
            return "disagreed", "the second reader saw a cell with other edges there"
        return "agreed", ""


def _bare(text: str) -> str:
    return re.sub(r"\s", "", squeeze(text))
