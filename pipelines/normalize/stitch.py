"""Grids stitched into tables: a table that runs over pages is one table again.

Put here: deciding which grids belong together and giving all their regions the columns of the first.
Keep out: what a row or a column means (grid_rows.py, header.py) and comparing titles (titles.py).
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.extract.frame import Box
from pipelines.extract.lattice import Grid
from pipelines.normalize.grid_rows import Cell, Row, header_of, is_header, words_of
from pipelines.normalize.text import squeeze
from pipelines.normalize.titles import CONTENTS_TITLES, announced_at, is_title_like, table_announced, tables_announced

_EDGE_TOLERANCE = 3.0  # points between the column edges of a table's parts
_SHARE_TOLERANCE = 0.08  # of the width, between the column edges of parts that were set page by page
_PAGES_OF_A_HEAD = 3
_LINES_CARRIED = 8  # a title at a page's foot stands so near to the table on the next page
_WHOSE = re.compile(
    r"(?:部门|单位)(?:名称|\(单位\)(?:名称)?)?[::](?!人民币|万元|千元|元|亿元)(.+?)(?=20\d\d年|金额单位|单位[::]|$)"
)


@dataclass(slots=True)
class StitchedTable:
    """The parts of one table, with the lines printed above the first of them (nearest last).

    `table_ids` are the tables that its title announces; `has_strange_title` says that it has a title and that no
    layout knows it; `follows_prose` that a sentence stands above it on its page.
    """

    table_ids: tuple[str, ...]
    has_strange_title: bool
    follows_prose: bool
    heading: list[TextLine]
    column_edges: list[float]
    first_page: int
    last_page: int
    box: Box
    rows: list[Row] = field(default_factory=list)

    @property
    def table_id(self) -> str | None:
        """The first table that the title announces."""
        return next(iter(self.table_ids), None)

    @property
    def column_count(self) -> int:
        """How many columns of squares the first part has."""
        return len(self.column_edges) - 1


def stitch(document: ExtractedDocument) -> list[StitchedTable]:
    """All grids of a document as tables, in their order."""
    tables: list[StitchedTable] = []
    for page, grid, heading, follows_prose in _grids(document):
        part = _part(page, grid, heading, follows_prose)
        last = tables[-1] if tables else None
        if last is not None and _is_widened(last, part):
            _widen(last, part.column_edges)
        places = _places(last, part, page, grid) if last is not None else None
        if last is None or places is None:
            tables.append(part)
            continue
        last.last_page = page.page_no
        last.rows.extend(_rows(page, grid, places))
    return tables


def _part(page: Page, grid: Grid, heading: list[TextLine], follows_prose: bool) -> StitchedTable:
    """A grid as a table of its own."""
    rows = _rows(page, grid, list(range(len(grid.column_edges))))
    table_ids, is_strange = _announced(heading, rows)
    box = page.frame.box_to_shown(grid.box)
    edges, page_no = grid.column_edges, page.page_no
    return StitchedTable(table_ids, is_strange, follows_prose, heading, edges, page_no, page_no, box, rows)


def _grids(document: ExtractedDocument) -> list[tuple[Page, Grid, list[TextLine], bool]]:
    """Each grid with the lines above it and whether those on its page are prose.

    The lines are those since the grid before it, at most since the foot of the page before.
    """
    found = []
    carried: list[TextLine] = []
    running = _running_heads(document)
    for page in document.pages:
        lines = [line for line in page.lines if squeeze(line.text) not in running]
        top = float("inf")
        for grid in page.grids:
            above = [line for line in lines if grid.box[3] - 1 <= line.box[1] and line.box[3] <= top + 1]
            has_title = any(is_title_like(line.text) for line in above)
            follows_prose = any("。" in line.text for line in above)
            found.append((page, grid, above if has_title else carried + above, follows_prose))
            carried = []
            top = grid.box[1]
        carried = _carried([line for line in lines if line.box[3] <= top + 1])
    return found


def _running_heads(document: ExtractedDocument) -> set[str]:
    """Lines like titles that run over many pages and stand beside real titles there: they are no table's own."""
    pages: Counter[str] = Counter()
    beside_titles: set[str] = set()
    for page in document.pages:
        announced = {squeeze(line.text) for line in page.lines if tables_announced(line.text)}
        others = {squeeze(line.text) for line in page.lines if is_title_like(line.text)} - announced
        pages.update(others)
        if announced:
            beside_titles |= others
    return {text for text in beside_titles if pages[text] >= _PAGES_OF_A_HEAD}


def _carried(lines: list[TextLine]) -> list[TextLine]:
    """The lines at a page's foot that may belong to the first grid of the next page."""
    if sum(table_announced(line.text) is not None for line in lines) >= CONTENTS_TITLES:
        return []
    near = lines[-_LINES_CARRIED:]
    titles = [place for place, line in enumerate(near) if is_title_like(line.text)]
    return near[titles[-1] :] if titles else near[-3:]


def _announced(heading: list[TextLine], rows: list[Row]) -> tuple[tuple[str, ...], bool]:
    """The tables that the nearest title above a grid or in its own first rows announces, and whether it is strange."""
    for row in rows[:4]:
        texts = [cell.text for cell in row.cells]
        if len(texts) > 2:
            break
        if table_ids := next((ids for text in texts if (ids := tables_announced(text))), ()):
            return table_ids, False
    texts = [line.text for line in heading]
    for place in range(len(texts) - 1, -1, -1):
        if table_ids := announced_at(texts, place):
            return table_ids, False
        if is_title_like(texts[place]):
            return (), True
    return (), False


def _places(last: StitchedTable, part: StitchedTable, page: Page, grid: Grid) -> list[int] | None:
    """For each column edge of a grid its place in the table before it; null where it is another table."""
    if page.page_no - last.last_page > 1 or part.has_strange_title:
        return None
    if part.table_ids and part.table_ids != last.table_ids:
        return None
    if part.table_ids and _whose(part) and _whose(last) and _whose(part) != _whose(last):
        return None
    words = words_of(header_of(part.rows, part.column_count)[0])
    head, body = header_of(last.rows, last.column_count)
    has_header = is_header(words) and bool(body)  # a page may end inside the header
    repeats = has_header and words <= words_of(head)
    if not part.table_ids and (part.follows_prose or (has_header and not repeats)):
        return None
    places = _columns_in(last.column_edges, grid.column_edges)
    if places is None and page.page_no != last.last_page and (part.table_ids or repeats or not has_header):
        return _columns_moved(last.column_edges, grid)
    return places


def _whose(table: StitchedTable) -> str | None:
    """Whose accounts the lines above a table say that it holds."""
    texts = (squeeze(line.text) for line in reversed(table.heading))
    return next((match.group(1) for text in texts if (match := _WHOSE.search(text))), None)


def _columns_in(edges: list[float], part: list[float]) -> list[int] | None:
    """For each edge of a part its place among the table's edges, if every one has a place there."""
    places = []
    for edge in part:
        nearest = min(range(len(edges)), key=lambda place: abs(edges[place] - edge))
        if abs(edges[nearest] - edge) > _EDGE_TOLERANCE:
            return None
        places.append(nearest)
    return places if len(set(places)) == len(places) else None


def _is_widened(last: StitchedTable, part: StitchedTable) -> bool:
    """Whether a table's first page shows only merged cells of its header, and the next page all of its columns."""
    if part.table_ids or part.has_strange_title or part.follows_prose or part.first_page != last.last_page + 1:
        return False
    has_body = bool(header_of(last.rows, last.column_count)[1])
    is_wider = part.column_count > last.column_count > 1
    return is_wider and not has_body and _columns_in(part.column_edges, last.column_edges) is not None


def _widen(table: StitchedTable, edges: list[float]) -> None:
    places = _columns_in(edges, table.column_edges) or []
    for row in table.rows:
        for cell in row.cells:
            cell.column, cell.column_end = places[cell.column], places[cell.column_end]
    table.column_edges = edges


def _columns_moved(edges: list[float], grid: Grid) -> list[int] | None:
    """The columns of a table set anew on its next page: as many, each about as wide."""
    if len(edges) != len(grid.column_edges):
        return None
    before, after = _shares(edges), _shares(grid.column_edges)
    is_alike = all(abs(one - other) <= _SHARE_TOLERANCE for one, other in zip(before, after, strict=True))
    return list(range(len(edges))) if is_alike else None


def _shares(edges: list[float]) -> list[float]:
    width = edges[-1] - edges[0]
    return [(edge - edges[0]) / width for edge in edges]


def _rows(page: Page, grid: Grid, places: list[int]) -> list[Row]:
    rows: dict[int, list[Cell]] = {row: [] for row in range(grid.row_count)}
    for region in grid.regions:
        if region.text.strip():
            rows[region.row].append(Cell(page, region, places[region.column], places[region.column_end]))
    return [
        Row(page.page_no, number, number == 0, sorted(cells, key=lambda cell: cell.column))
        for number, cells in rows.items()
    ]
