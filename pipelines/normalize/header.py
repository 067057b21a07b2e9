"""A stitched table's header understood by its words.

Put here: where the header ends, the path of words over each column, and which layout reads it best.
Keep out: the rows below (rows.py) and the words themselves (pipelines/layouts).
"""

import re
from dataclasses import dataclass

from pipelines.normalize.layouts import Column, Layout, Side, known_layouts
from pipelines.normalize.stitch import Cell, Row, StitchedTable
from pipelines.normalize.text import squeeze

_DECIMAL = re.compile(r"[-(]?\d[\d,]*\.\d+\)?")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_UNIT_REMARK = re.compile(r"\((?:单位:)?(?:万元|千元|亿元|元)\)")
_ORDINAL_LABEL = re.compile(r"[一二三四五六七八九十]+[、.．]")
SPLIT_CODE_WORDS = frozenset({"类", "款", "项"})
"""The words over a subject code that is split over columns."""
COLUMN_NUMBERS = "栏次"
"""The word beside the numbers of the columns."""


@dataclass(slots=True)
class BoundColumn:
    """A column of a table: its header path, what it holds, its side and its block (side-by-side group)."""

    path: str
    column: Column | None
    side: Side | None
    block: int

    @property
    def role(self) -> str:
        """What the column holds; `unknown` where no layout knows its heading."""
        return self.column.role if self.column is not None else "unknown"

    @property
    def measure(self) -> str | None:
        """The measure of an amount column."""
        return self.column.measure if self.column is not None else None


@dataclass(slots=True)
class BoundTable:
    """A table, the layout that reads it, its columns, and the rows below its header."""

    table: StitchedTable
    layout: Layout
    columns: list[BoundColumn]
    body: list[Row]
    header_words: frozenset[str]


def bind(table: StitchedTable) -> BoundTable | None:
    """The table with the layout that understands most of its header; null where none does.

    A table that announces itself is read by the layouts of that table alone; one without a title must show every
    measure a layout requires.
    """
    header, body = split_header(table)
    paths = _paths(header, table.column_count)
    words = frozenset(squeeze(cell.text) for row in header for cell in row.cells)
    best: tuple[int, BoundTable] | None = None
    for layout in known_layouts():
        if table.table_id is not None and layout.table_id != table.table_id:
            continue
        columns = _bind_columns(paths, layout)
        measures = {column.measure for column in columns if column.measure is not None}
        if table.table_id is None and not _is_whole(layout, columns, measures):
            continue
        if measures and (best is None or len(measures) > best[0]):
            best = (len(measures), BoundTable(table, layout, columns, body, words))
    return best[1] if best is not None else None


def _is_whole(layout: Layout, columns: list[BoundColumn], measures: set[str]) -> bool:
    """Whether an untitled header shows all that a layout requires and at least three kinds of amounts."""
    has_code = any(column.role == "subject_code" for column in columns) or not layout.has_labels
    return len(measures) >= 3 and layout.required_measures <= measures and has_code


def split_header(table: StitchedTable) -> tuple[list[Row], list[Row]]:
    """The header rows and the rows of the body; a row that is both (类 款 项 beside 合计) is in both."""
    header: list[Row] = []
    for position, row in enumerate(table.rows):
        if _is_banner(row, table.column_count):
            continue
        if _is_body(row):
            split_code = [cell for cell in row.cells if squeeze(cell.text) in SPLIT_CODE_WORDS]
            if split_code:
                header.append(Row(row.page_no, row.grid_row, row.begins_part, split_code))
            return header, table.rows[position:]
        header.append(row)
    return header, []


def is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns (栏次, or 1 2 3 … and nothing else)."""
    texts = [squeeze(cell.text) for cell in row.cells]
    if COLUMN_NUMBERS in texts:
        return True
    return len(texts) >= 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_banner(row: Row, column_count: int) -> bool:
    return len(row.cells) == 1 and row.cells[0].column == 0 and row.cells[0].column_end == column_count > 1


def _is_body(row: Row) -> bool:
    if is_numbering(row):
        return True
    for cell in row.cells:
        text = squeeze(cell.text)
        if _DECIMAL.fullmatch(text) or _CODE.fullmatch(text) or _ORDINAL_LABEL.match(text):
            return True
    return False


def _paths(header: list[Row], column_count: int) -> list[str]:
    """For each column the words printed over it, top to bottom, joined by /."""
    words: list[list[str]] = [[] for _ in range(column_count)]
    for row in header:
        for cell in row.cells:
            for column in range(cell.column, cell.column_end):
                words[column].append(_UNIT_REMARK.sub("", squeeze(cell.text)))
    return ["/".join(path) for path in words]


def _bind_columns(paths: list[str], layout: Layout) -> list[BoundColumn]:
    columns: list[BoundColumn] = []
    block, after_amount = 0, False
    taken: set[tuple[int, str]] = set()
    for path in paths:
        column = layout.column_of(path)
        measure = column.measure if column is not None else None
        if measure is not None:
            if (block, measure) in taken:
                column = None  # a second column of one measure is another thing, under a heading we do not know
            taken.add((block, measure))
        is_amount = column is not None and column.role == "measure"
        is_name = column is not None and column.role in ("subject_code", "label", "row_no")
        if is_name and after_amount:
            block += 1
        after_amount = is_amount or (after_amount and not is_name)
        columns.append(BoundColumn(path, column, layout.side_of(path), block))
    if layout.sides and all(column.side is None for column in columns):
        for bound in columns:  # no band over the columns says which side is which: income stands first
            bound.side = "income" if bound.block == 0 else "expenditure"
    return columns


def covered(bound: BoundTable, cell: Cell) -> list[BoundColumn]:
    """The columns a cell stands over."""
    return bound.columns[cell.column : cell.column_end]
