"""Camelot's Lattice parser, fed with the rules and runs that pdfium reads.

Put here: the subclass and the grids it yields, with the box of every text.
Keep out: reading pages (rules.py, text.py) and what a grid means (pipelines.normalize).

Camelot's own reading of the page is replaced because its text boxes follow the font's ascent and descent and misplace
amounts on some producers' files, and because its reader takes most of the time. The methods used are underscored in
Camelot: camelot-py is pinned to its minor release and a test compares the grids with `camelot.read_pdf`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

from camelot.core import Table
from camelot.image_processing import find_joints_from_lines
from camelot.parsers.lattice import Lattice
from camelot.utils import get_table_index, segments_in_bbox, text_in_bbox

from pipelines.extract.frame import Box, union
from pipelines.extract.rules import Line, Rules
from pipelines.extract.text import Run, lines_of


class Region(NamedTuple):
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

    def _generate_columns_and_rows(
        self, bbox: Box, user_cols: None
    ) -> tuple[list[tuple[float, float]], list[tuple[float, float]], list[Line], list[Line]]:
        self.t_bbox = {"horizontal": runs_within(bbox, self.horizontal_text)}
        anchors = self.table_bbox_parses[bbox]
        vertical, horizontal = segments_in_bbox(bbox, self.vertical_segments, self.horizontal_segments)
        return list(pairwise(anchors["col_anchors"])), list(pairwise(anchors["row_anchors"])), vertical, horizontal

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


def runs_within(bbox: Box, runs: list[Run]) -> list[Run]:
    """The runs that Camelot's `text_in_bbox` selects for a table, in reading order.

    Camelot compares each run with each other to leave out a text that is printed twice. That takes longer than all
    the rest of a page, and only runs of the same text can be doubles: it is asked where two such runs overlap.
    """
    left, bottom, right, top = bbox[0] - 2, bbox[1] - 2, bbox[2] + 2, bbox[3] + 2
    inside = [
        run for run in runs if left <= (run.x0 + run.x1) * 0.5 <= right and bottom <= (run.y0 + run.y1) * 0.5 <= top
    ]
    if _may_hold_doubles(inside):
        inside = text_in_bbox(bbox, runs)
    return sorted(inside, key=lambda run: (-run.y0, run.x0))


def _may_hold_doubles(runs: list[Run]) -> bool:
    """Whether two runs of the same text overlap."""
    by_text: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        by_text[run.text].append(run)
    return any(_overlap(same) for same in by_text.values() if len(same) > 1)


def _overlap(runs: list[Run]) -> bool:
    runs.sort(key=attrgetter("y0"))
    for number, run in enumerate(runs, start=1):
        for other in runs[number:]:
            if other.y0 >= run.y1:
                break
            if other.x0 < run.x1 and run.x0 < other.x1:
                return True
    return False


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
    columns = [table.cols[0][0], *(right for _, right in table.cols)]
    rows = [table.rows[0][0], *(bottom for _, bottom in table.rows)]
    regions = []
    for squares in _regions(table):
        if len(squares) == 1:
            row, column = squares[0]
            row_end, column_end = row + 1, column + 1
            runs = placed.get(squares[0])
        else:
            row, row_end = min(row for row, _ in squares), max(row for row, _ in squares) + 1
            column, column_end = min(column for _, column in squares), max(column for _, column in squares) + 1
            runs = [run for square in squares for run in placed.get(square, ())]
        cell_box = (columns[column], rows[row_end], columns[column_end], rows[row])
        if runs:
            box = union([run.box for run in runs])
            regions.append(Region(row, column, row_end, column_end, cell_text(runs), cell_box, box))
        else:
            regions.append(Region(row, column, row_end, column_end, "", cell_box, None))
    regions.sort(key=itemgetter(0, 1))
    return Grid(cast(Box, table._bbox), columns, rows, regions, unplaced)


def _regions(table: Table) -> Iterator[list[tuple[int, int]]]:
    """The squares of each region: squares with no rule between them belong together."""
    rows, columns = len(table.rows), len(table.cols)
    seen: set[tuple[int, int]] = set()
    for start_row, cells in enumerate(table.cells):
        for start_column, square in enumerate(cells):
            start = (start_row, start_column)
            if start in seen:
                continue
            seen.add(start)
            if square.left and square.right and square.top and square.bottom:
                yield [start]
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
            yield squares
