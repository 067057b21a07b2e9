"""The second, independent reader: tablers finds the tables and cell texts of the same pages.

Put here: its cells, in points of the page as it is shown.
Keep out: the comparison with the first reader (pipelines.normalize.agreement).

It shares nothing with Camelot but the file: its own copy of pdfium, its own rules, edges and cells, in Rust.
"""

import logging
from collections.abc import Iterable
from typing import NamedTuple

from tablers import Document, find_tables

from pipelines.extract.frame import Box

_log = logging.getLogger(__name__)


class SecondCell(NamedTuple):
    """A cell as the second reader sees it; `box` is the whole cell, not its text."""

    box: Box
    text: str


def read_cells(data: bytes, page_numbers: Iterable[int]) -> dict[int, list[SecondCell]]:
    """The cells of the given pages (from 1); a page the second reader cannot read is missing from the answer."""
    cells: dict[int, list[SecondCell]] = {}
    try:
        document = Document(bytes=data)
    except RuntimeError as problem:
        _log.warning("the second reader cannot open the document: %s", problem)
        return cells
    try:
        for page_no in page_numbers:
            try:
                tables = find_tables(document.get_page(page_no - 1))
            except RuntimeError as problem:
                _log.warning("the second reader cannot read page %s: %s", page_no, problem)
                continue
            cells[page_no] = [SecondCell(tuple(cell.bbox), cell.text) for table in tables for cell in table.cells]
    finally:
        document.close()
    return cells
