"""Grids stitched into tables: a table that runs over pages is one table again.

Put here: deciding which grids belong together and giving all their regions the columns of the first.
Keep out: what the columns mean (header.py).
"""

from dataclasses import dataclass, field

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.extract.lattice import Grid, Region
from pipelines.normalize.layouts import table_announced

_EDGE_TOLERANCE = 3.0  # points between the column edges of a table's parts


@dataclass(slots=True)
class Cell:
    """A region on its page, in the columns of its table: `column` to one before `column_end`."""

    page: Page
    region: Region
    column: int
    column_end: int

    @property
    def text(self) -> str:
        """The text as printed."""
        return self.region.text


@dataclass(slots=True)
class Row:
    """A row of a stitched table: the non-empty cells that begin in it, left to right."""

    page_no: int
    grid_row: int
    begins_part: bool
    cells: list[Cell]


@dataclass(slots=True)
class StitchedTable:
    """The parts of one table, with the lines printed above the first of them (nearest last)."""

    table_id: str | None
    heading: list[TextLine]
    column_edges: list[float]
    first_page: int
    last_page: int
    rows: list[Row] = field(default_factory=list)

    @property
    def column_count(self) -> int:
        """How many columns of squares the first part has."""
        return len(self.column_edges) - 1


def stitch(document: ExtractedDocument) -> list[StitchedTable]:
    """All grids of a document as tables, in their order."""
    tables: list[StitchedTable] = []
    for page, grid, heading in _grids(document):
        announced = _announced(heading, grid)
        last = tables[-1] if tables else None
        if last is not None and _continues(last, page, grid, announced):
            last.last_page = page.page_no
        else:
            last = StitchedTable(announced, heading, grid.column_edges, page.page_no, page.page_no)
            tables.append(last)
        last.rows.extend(_rows(page, grid, last))
    return tables


def _grids(document: ExtractedDocument) -> list[tuple[Page, Grid, list[TextLine]]]:
    """Each grid with the lines above it: since the grid before it, at most since the foot of the page before."""
    found = []
    carried: list[TextLine] = []
    for page in document.pages:
        top = float("inf")
        for grid in page.grids:
            above = [line for line in page.lines if grid.box[3] - 1 <= line.box[1] and line.box[3] <= top + 1]
            has_title = any(table_announced(line.text) for line in above)
            found.append((page, grid, above if has_title else carried[-3:] + above))
            carried = []
            top = grid.box[1]
        carried = [line for line in page.lines if line.box[3] <= top + 1] if page.grids else page.lines
    return found


def _announced(heading: list[TextLine], grid: Grid) -> str | None:
    """The table that the nearest title above a grid, or in its own first full-width rows, announces."""
    banners = [
        region.text
        for region in grid.regions[:6]
        if region.column == 0 and region.column_end == len(grid.column_edges) - 1
    ]
    texts = [line.text for line in heading]
    for position in range(len(texts) - 1, -1, -1):
        table_id = table_announced(texts[position])
        if table_id is None and position:
            table_id = table_announced(texts[position - 1] + texts[position])
        if table_id is not None:
            return table_id
    return next((table_id for text in banners if (table_id := table_announced(text))), None)


def _continues(last: StitchedTable, page: Page, grid: Grid, announced: str | None) -> bool:
    if page.page_no - last.last_page > 1:
        return False
    if announced is not None and announced != last.table_id:
        return False
    return _columns_in(last.column_edges, grid) is not None


def _columns_in(edges: list[float], grid: Grid) -> list[int] | None:
    """For each edge of the grid its place among the table's, if every one has a place there."""
    places = []
    for edge in grid.column_edges:
        nearest = min(range(len(edges)), key=lambda place: abs(edges[place] - edge))
        if abs(edges[nearest] - edge) > _EDGE_TOLERANCE:
            return None
        places.append(nearest)
    return places if len(set(places)) == len(places) else None


def _rows(page: Page, grid: Grid, table: StitchedTable) -> list[Row]:
    places = _columns_in(table.column_edges, grid) or list(range(len(grid.column_edges)))
    rows: dict[int, list[Cell]] = {row: [] for row in range(grid.row_count)}
    for region in grid.regions:
        if region.text.strip():
            rows[region.row].append(Cell(page, region, places[region.column], places[region.column_end]))
    return [
        Row(page.page_no, number, number == 0, sorted(cells, key=lambda cell: cell.column))
        for number, cells in rows.items()
    ]
