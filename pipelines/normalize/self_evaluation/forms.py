"""Which rows of which grids are self-evaluation forms.

Put here: where a form begins, what continues it on the next page, and the lines printed above it.
Keep out: what its rows say (sections.py and the modules that read each section).

Forms of one template have the same columns, so that stitching takes a form on the next page for a continuation of the
one before, and one behind a statutory table for more of that table: tables are parted here at each form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.extract.document import ExtractedDocument, TextLine
from pipelines.extract.frame import union
from pipelines.normalize.findings import Finding
from pipelines.normalize.grid_rows import Row
from pipelines.normalize.self_evaluation.words import known_words
from pipelines.normalize.stitch import StitchedTable
from pipelines.normalize.text import tidy, years_in
from pipelines.normalize.titles import table_announced

_ROWS_TO_THE_FUNDS = 20  # a form shows its budget within so many rows of the project's name
_HEADING_LINES = 6
_YEAR_LENGTH = 12  # (2024年度), with a space or two
_MONEY_COLUMNS = frozenset(
    {"declared_budget", "original_budget", "full_year_budget", "executed_budget", "balance", "execution_ratio"}
)


@dataclass(slots=True)
class FormRows:
    """The grids of one form in their order, and its rows."""

    parts: list[StitchedTable] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """All rows with a text, top to bottom."""
        return [row for part in self.parts for row in part.rows if row.cells]

    @property
    def heading(self) -> list[TextLine]:
        """The lines printed above the form, nearest last."""
        return self.parts[0].heading

    @property
    def last_page(self) -> int:
        """The page on which the form ends."""
        return self.parts[-1].last_page

    @property
    def is_open(self) -> bool:
        """Whether no total score was printed yet."""
        words = known_words()
        has_indicators = False
        for row in self.rows:
            has_indicators = has_indicators or is_indicator_header(row)
            if has_indicators and any(words.is_total(cell.text) for cell in row.cells):
                return False
        return True


def fund_columns(row: Row) -> set[str]:
    """The columns of money that the texts of a row name."""
    words = known_words()
    return {column for cell in row.cells if (column := words.fund_column(cell.text))} & _MONEY_COLUMNS


def is_indicator_header(row: Row) -> bool:
    """Whether a row is the header of the indicator lines."""
    words = known_words()
    columns = {column for cell in row.cells if (column := words.indicator_column(cell.text))} - {"ignored"}
    return len(columns) >= 4 and bool(columns & {"level1", "level2", "level3"})


def part_forms(stitched: list[StitchedTable]) -> tuple[list[StitchedTable], list[FormRows]]:
    """All tables, parted so that each form is one of its own, and the forms with their continuations."""
    tables: list[StitchedTable] = []
    forms: list[FormRows] = []
    for table in stitched:
        starts = list(_starts(table))
        for begin, end in pairwise([0, *starts, len(table.rows)]):
            if begin == end:
                continue
            is_form = begin in starts
            piece = _piece(table, begin, end, is_form) if starts else table
            before = tables[-1] if tables else None
            tables.append(piece)
            if is_form:
                forms.append(FormRows([piece]))
            elif forms and forms[-1].parts[-1] is before and _continues(forms[-1], piece):
                forms[-1].parts.append(piece)
    return tables, forms


def look_for_unread_forms(document: ExtractedDocument, forms: list[FormRows], first_table_page: int) -> list[Finding]:
    """A finding for each page behind the first table that names a form where none was found."""
    words = known_words()
    found = {page for form in forms for page in range(form.parts[0].first_page - 1, form.last_page + 1)}
    findings = []
    for page in document.pages:
        if page.page_no < first_table_page or page.page_no in found:
            continue
        for line in page.lines:
            if words.is_title(line.text):
                message = f"page {page.page_no}: {line.text!r} is announced and no such form was found"
                box = page.frame.box_to_shown(line.box)
                findings.append(Finding("self_evaluation_unread", message, None, line.text, page.page_no, box=box))
    return findings


def _starts(table: StitchedTable) -> Iterator[int]:
    """The rows with which forms begin: the project's name, or the title in the grid above it."""
    words = known_words()
    named = [
        position
        for position, row in enumerate(table.rows)
        if any(words.is_project_label(cell.text) for cell in row.cells) and len(fund_columns(row)) < 2
    ]
    for position, following in pairwise([*named, len(table.rows)]):
        begin_of_next = min(following, position + _ROWS_TO_THE_FUNDS)
        if not any(len(fund_columns(row)) >= 2 for row in table.rows[position + 1 : begin_of_next]):
            continue
        while position and _is_banner(table.rows[position - 1]):
            position -= 1
        yield position


def _is_banner(row: Row) -> bool:
    """Whether a row is the form's title or year, printed inside its grid."""
    text = row.cells[0].text if len(row.cells) == 1 else ""
    return _is_year_or_title(text)


def _is_year_or_title(text: str) -> bool:
    return known_words().is_title(text) or (len(tidy(text)) < _YEAR_LENGTH and bool(years_in(text)))


def _piece(table: StitchedTable, begin: int, end: int, is_form: bool) -> StitchedTable:
    rows = table.rows[begin:end]
    heading = (_lines_above(rows) if begin else table.heading) if is_form else table.heading
    table_ids = () if is_form or begin else table.table_ids
    first, last = rows[0].page_no, rows[-1].page_no
    return replace(table, table_ids=table_ids, heading=heading, rows=rows, first_page=first, last_page=last)


def _lines_above(rows: list[Row]) -> list[TextLine]:
    """The lines between a form's first row and the grid above it on its page."""
    cells = next(row.cells for row in rows if row.cells)
    page, box = cells[0].page, union([cell.region.cell_box for cell in cells])
    if any(grid.box[1] - 1 < box[1] and box[3] < grid.box[3] - 1 for grid in page.grids):
        return []  # the form begins inside a grid
    floor = min((grid.box[1] for grid in page.grids if grid.box[1] >= box[3] - 1), default=float("inf"))
    return [line for line in page.lines if box[3] - 1 <= line.box[1] and line.box[3] <= floor + 1]


def _continues(form: FormRows, piece: StitchedTable) -> bool:
    """Whether a table without a title goes on with an open form: next below it, or first on the next page."""
    rows = [row for row in piece.rows if row.cells]
    if piece.table_id is not None or not rows or piece.first_page - form.last_page not in (0, 1) or not form.is_open:
        return False
    above = [line.text for line in _lines_above(rows)]
    if any(known_words().is_title(text) or table_announced(text) for text in above):
        return False
    return piece.first_page > form.last_page or not above


def title_of(form: FormRows) -> str | None:
    """The form's title, printed above its grid or in its first rows."""
    texts = [*_banner_texts(form), *(line.text for line in reversed(form.heading[-_HEADING_LINES:]))]
    return next((tidy(text) for text in texts if known_words().is_title(text)), None)


def year_of(form: FormRows) -> int | None:
    """The year printed with the title."""
    texts = [*_banner_texts(form), *(line.text for line in reversed(form.heading[-_HEADING_LINES:]))]
    return next((years[-1] for text in texts if _is_year_or_title(text) and (years := years_in(text))), None)


def _banner_texts(form: FormRows) -> list[str]:
    return [row.cells[0].text for row in form.rows[:3] if _is_banner(row)]
