"""Camelot's Lattice parser, fed with the rules and runs that pdfium reads.

Put here: the subclass and the grids it yields, with the box of every text.
Keep out: reading pages (rules.py, text.py) and what a grid means (pipelines.normalize).

Camelot's own reading of the page is replaced because its text boxes follow the font's ascent and descent and misplace
amounts on some producers' files, and because its reader takes most of the time. The methods used are underscored in
Camelot: camelot-py is pinned to its minor release and a test compares the grids with `camelot.read_pdf`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import cast

from camelot.core import Table
from camelot.image_processing import find_joints_from_lines
from camelot.parsers.lattice import Lattice
from camelot.utils import get_table_index

from pipelines.extract.frame import Box, union
from pipelines.extract.rules import Rules
from pipelines.extract.text import Run, lines_of


@dataclass(frozen=True, slots=True)
class Region:
    """A cell as a reader sees it: one or more squares of the grid without a rule between them.

    `row`, `column` are its first square (from 0), `row_end`, `column_end` lie one past its last; `cell_box` is the
    ruled cell and `box` the text in it (null where it has none), both in the reading frame.
    """

    row: int
    column: int
    row_end: int
    column_end: int
    text: str
    cell_box: Box
    box: Box | None


@dataclass(slots=True)
class Grid:
    """A ruled table of one page in the reading frame, its regions ordered by row and column."""

    box: Box
    column_edges: list[float]
    row_edges: list[float]
    regions: list[Region] = field(default_factory=list)
    unplaced: list[Run] = field(default_factory=list)
    lost_characters: int = 0  # printed inside the box, found in no cell

    @property
    def row_count(self) -> int:
        """How many rows of squares the grid has."""
        return len(self.row_edges) - 1


class PdfiumLattice(Lattice):
    """Lattice over given rules: no gate for near-empty grids (statutory tables are printed empty)."""

    def __init__(self, rules: Rules) -> None:
        """Take the rules of the page that will be parsed."""
        super().__init__(engine="vector")
        self.rules = rules
        self.placed: dict[int, dict[tuple[int, int], list[Run]]] = {}
        self.unplaced: dict[int, list[Run]] = {}

    def _generate_table_bbox(self) -> None:
        self.vertical_segments = self.rules.vertical
        self.horizontal_segments = self.rules.horizontal
        joints = find_joints_from_lines(self.rules.horizontal, self.rules.vertical)
        self.table_bbox_parses = {bbox: {"joints": points} for bbox, points in joints.items()}
        self._compute_table_anchors()

    def _document_has_no_text(self) -> bool:
        return False

    def _reject_table(self, table: Table) -> bool:
        return False

    def record_parse_metadata(self, table: Table) -> None:
        """Fill the cells; Camelot's report about a table (a frame, its white space) is not needed."""
        self.compute_parse_errors(table)

    def compute_parse_errors(self, table: Table) -> list[float]:
        """Place each run in its square and remember which runs make up each cell's text."""
        placed: dict[tuple[int, int], list[Run]] = defaultdict(list)
        errors, unplaced = [], []
        for run in cast(dict[str, list[Run]], self.t_bbox)["horizontal"]:
            indices, error = get_table_index(table, run, "horizontal")
            if not indices:
                indices, error = get_table_index(table, run.nudged(), "horizontal")
            if not indices or indices[0][1] < 0:
                unplaced.append(run)
                continue
            errors.append(error)
            for row, column, _ in self._reduce_index(table, indices, self.shift_text):
                placed[row, column].append(run)
        for (row, column), runs in placed.items():
            table.cells[row][column].text = cell_text(runs)
        order = cast(int, table.order)
        self.placed[order], self.unplaced[order] = placed, unplaced
        return errors


def cell_text(runs: list[Run]) -> str:
    """The text of a cell: its lines top to bottom, joined without a break as Chinese wraps."""
    if len(runs) == 1:
        return runs[0].text
    return "\n".join("".join(run.text for run in line) for line in lines_of(runs))


def parse_page(page_no: int, size: tuple[float, float], rules: Rules, runs: list[Run]) -> list[Grid]:
    """The ruled tables of a page, top to bottom (`page_no` from 1, `size` in points)."""
    if not rules.may_form_a_table:
        return []
    parser = PdfiumLattice(rules)
    parser.prepare_page_parse("", None, size, page_no, [], runs, [], "", {})
    tables = parser.extract_tables()
    return [_grid(table, parser.placed[table.order], parser.unplaced[table.order]) for table in tables]


def _grid(table: Table, placed: dict[tuple[int, int], list[Run]], unplaced: list[Run]) -> Grid:
    grid = Grid(
        box=cast(Box, table._bbox),
        column_edges=[table.cols[0][0], *(right for _, right in table.cols)],
        row_edges=[table.rows[0][0], *(bottom for _, bottom in table.rows)],
        unplaced=unplaced,
    )
    for squares in _regions(table):
        if len(squares) == 1:
            row, column = squares[0]
            row_end, column_end = row + 1, column + 1
            runs = placed.get(squares[0], [])
        else:
            row, row_end = min(row for row, _ in squares), max(row for row, _ in squares) + 1
            column, column_end = min(column for _, column in squares), max(column for _, column in squares) + 1
            runs = [run for square in squares for run in placed.get(square, [])]
        left, right = grid.column_edges[column], grid.column_edges[column_end]
        bottom, top = grid.row_edges[row_end], grid.row_edges[row]
        grid.regions.append(
            Region(
                row=row,
                column=column,
                row_end=row_end,
                column_end=column_end,
                text=cell_text(runs) if runs else "",
                cell_box=(left, bottom, right, top),
                box=union([run.box for run in runs]) if runs else None,
            )
        )
    grid.regions.sort(key=lambda region: (region.row, region.column))
    return grid


def _regions(table: Table) -> list[list[tuple[int, int]]]:
    """The squares of each region: squares with no rule between them belong together."""
    rows, columns = len(table.rows), len(table.cols)
    seen: set[tuple[int, int]] = set()
    regions = []
    for start in ((row, column) for row in range(rows) for column in range(columns)):
        if start in seen:
            continue
        seen.add(start)
        square = table.cells[start[0]][start[1]]
        if square.left and square.right and square.top and square.bottom:
            regions.append([start])
            continue
        squares, waiting = [], [start]
        while waiting:
            row, column = waiting.pop()
            squares.append((row, column))
            cell = table.cells[row][column]
            for is_open, neighbour in (
                (not cell.right and column + 1 < columns, (row, column + 1)),
                (not cell.bottom and row + 1 < rows, (row + 1, column)),
                (not cell.left and column > 0, (row, column - 1)),
                (not cell.top and row > 0, (row - 1, column)),
            ):
                if is_open and neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        regions.append(squares)
    return regions
