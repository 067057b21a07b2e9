"""A stitched table's header understood by its words.

Put here: the path of words over each column, and which layout reads it best.
Keep out: where the header ends (grid_rows.py), the rows below (rows.py) and the words themselves (pipelines/layouts).
"""

import re
from dataclasses import dataclass

from pipelines.normalize.grid_rows import Cell, Row, header_of, words_of
from pipelines.normalize.layouts import Column, Layout, Side, known_layouts
from pipelines.normalize.stitch import StitchedTable
from pipelines.normalize.text import squeeze, years_in

_UNIT_REMARK = re.compile(r"\((?:(?:金额)?单位:)?(?:人民币)?(?:万元|千元|亿元|元)\)")
_ENOUGH = 4  # kinds of amounts by which a header alone tells its table
_BANDS: dict[Side, str] = {"income": "收入/", "expenditure": "支出/"}


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

    @property
    def roles(self) -> frozenset[str]:
        """What its columns hold."""
        return frozenset(column.role for column in self.columns)


def bind(table: StitchedTable) -> BoundTable | None:
    """The table with the layout that understands most of its header; null where none does.

    A table that announces itself is read by the layouts of that table alone. One without a title, or with a title that
    no layout knows, must show every measure a layout requires, and no other table's layout may do as well.
    """
    header, body = header_of(table.rows, table.column_count)
    paths = _paths(header, table.column_count)
    words = words_of(header)
    best: list[tuple[tuple[int, int], BoundTable]] = []
    for layout in known_layouts():
        if not layout.is_read or (table.table_ids and layout.table_id not in table.table_ids):
            continue
        columns = _bind_columns(paths, layout)
        measures = {column.measure for column in columns if column.measure is not None}
        if not (_answers_its_title if table.table_ids else _is_whole)(layout, columns, measures):
            continue
        understood = (len(measures), sum(column.column is not None for column in columns))
        best.append((understood, BoundTable(table, layout, columns, body, words)))
    if not best:
        return None
    most = max(understood for understood, _ in best)
    found = [bound for understood, bound in best if understood == most]
    return found[0] if table.table_ids or len({bound.layout.table_id for bound in found}) == 1 else None


def _answers_its_title(layout: Layout, columns: list[BoundColumn], measures: set[str]) -> bool:
    """Whether the header below a title is one of the table's: names of rows and at least two of its measures."""
    has_names = not layout.has_labels or any(column.role in ("label", "subject_code") for column in columns)
    if layout.sides and not {column.side for column in columns if column.measure is not None} - {None}:
        return False
    return has_names and len(measures) >= max(1, min(2, len(layout.required_measures)))


def _is_whole(layout: Layout, columns: list[BoundColumn], measures: set[str]) -> bool:
    """Whether an untitled header shows all that a layout requires and enough kinds of amounts to tell it by."""
    has_code = any(column.role == "subject_code" for column in columns) or not layout.has_labels
    return len(measures) >= _ENOUGH and layout.required_measures <= measures and has_code


def _paths(header: list[Row], column_count: int) -> list[str]:
    """For each column the words printed over it, top to bottom, joined by /."""
    words: list[list[str]] = [[] for _ in range(column_count)]
    for row in header:
        for cell in row.cells:
            for column in range(cell.column, cell.column_end):
                words[column].append(_UNIT_REMARK.sub("", squeeze(cell.text)))
    return ["/".join(word for word in path if word) for path in words]


def _bind_columns(paths: list[str], layout: Layout) -> list[BoundColumn]:
    if layout.sides and all(layout.side_of(path) is None for path in paths):
        paths = _with_bands(paths, layout)
    columns: list[BoundColumn] = []
    block, after_amount = 0, False
    taken: set[tuple[int, str]] = set()
    year = _year_of(paths)
    for path in paths:
        years = years_in(path)
        column = layout.column_of(path) if not years or year in years else None
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
    return columns


def _year_of(paths: list[str]) -> int | None:
    """The year of the accounts where the columns name several: the latest over final amounts, else the latest."""
    final = [year for path in paths if "决算" in path for year in years_in(path)]
    return max(final or [year for path in paths for year in years_in(path)], default=None)


def _with_bands(paths: list[str], layout: Layout) -> list[str]:
    """The paths with the bands that are not printed: income stands first, expenditure from the next label on."""
    labels = [
        place
        for place, path in enumerate(paths)
        if (column := layout.column_of(path)) is not None and column.role == "label"
    ]
    middle = labels[1] if len(labels) > 1 else len(paths)
    return [_BANDS["income" if place < middle else "expenditure"] + path for place, path in enumerate(paths)]


def covered(bound: BoundTable, cell: Cell) -> list[BoundColumn]:
    """The columns a cell stands over."""
    return bound.columns[cell.column : cell.column_end]
