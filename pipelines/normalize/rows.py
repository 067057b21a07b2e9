"""The rows of a bound table as amounts.

Put here: which label, code and side belong to a number, and which texts are numbers at all.
Keep out: units and years (headings.py), line items (lines.py), and writing shards (run.py).
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.frame import Box
from pipelines.normalize.findings import Finding
from pipelines.normalize.header import SPLIT_CODE_WORDS, BoundTable, covered, is_numbering
from pipelines.normalize.layouts import Side
from pipelines.normalize.money import is_dash, parse_amount
from pipelines.normalize.stitch import Cell, Row
from pipelines.normalize.text import squeeze, tidy

_CODE = re.compile(r"\d{3}(?:\d{2}(?:\d{2})?)?")
_WHOLE = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class PrintedAmount:
    """A number of a statutory table as printed, with its box in points of the page as it is shown."""

    side: Side | None
    row_order: int
    row_no: int | None
    subject_code: str | None
    label_zh: str
    measure: str
    published_text: str
    published_amount: Decimal
    page: int
    box: Box
    cell_box: Box
    second_reading: str = "unread"


@dataclass(slots=True)
class _Name:
    """What names a block's row: code, label and 行次, and whether a number has taken it."""

    code: str = ""
    label: str = ""
    row_no: int | None = None
    block: int = 0
    order: int = 0
    is_used: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.code and not self.label


@dataclass(slots=True)
class ReadTable:
    """All amounts of a table and what could not be read of it."""

    amounts: list[PrintedAmount] = field(default_factory=list)
    labels: list[tuple[Side | None, int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_rows(bound: BoundTable) -> ReadTable:
    """Read the body of a table, top to bottom."""
    read = ReadTable()
    named: dict[int, _Name] = {}
    order = 0
    for row in bound.body:
        if is_numbering(row) or _repeats_header(row, bound):
            continue
        if _is_section(row, bound):
            continue
        names, numbers = _sort_cells(row, bound, read)
        _continue_names(row, names, numbers, named, bound, read)
        if not bound.layout.has_labels:
            names = [_Name()]
        for name in names:
            order += 1
            name.order = order
            if not name.is_empty:
                read.labels.append((_side(bound, name.block), order, name.label))
        for cell, amount, measure, block in numbers:
            _add(read, bound, row, cell, amount, measure, _name_for(names, block, bound))
        named = {name.block: name for name in names if not name.is_empty} or named
    return read


def _repeats_header(row: Row, bound: BoundTable) -> bool:
    """Whether every text of a row is a word of the header: continued pages may print the header again."""
    texts = {squeeze(cell.text) for cell in row.cells}
    return bool(texts) and texts <= bound.header_words


def _is_section(row: Row, bound: BoundTable) -> bool:
    """Whether a row is one text over the whole width: a heading inside the table, or a note below it."""
    return len(row.cells) == 1 and row.cells[0].column == 0 and row.cells[0].column_end == len(bound.columns)


def _sort_cells(
    row: Row, bound: BoundTable, read: ReadTable
) -> tuple[list[_Name], list[tuple[Cell, Decimal, str, int]]]:
    """What names the blocks of a row, left to right, and the numbers in it with measure and block."""
    names: list[_Name] = []
    numbers: list[tuple[Cell, Decimal, str, int]] = []
    for cell in row.cells:
        over = covered(bound, cell)
        text, block = squeeze(cell.text), over[0].block
        if text in SPLIT_CODE_WORDS:
            continue  # 类, 款, 项: the header's last row is also the body's first
        measures = {column.measure for column in over if column.measure is not None}
        if all(column.role in ("measure", "unknown") for column in over):
            _read_number(cell, measures, block, bound, read, numbers)
            continue
        name = names[-1] if names and names[-1].block == block else None
        if name is None:
            name = _Name(block=block)
            names.append(name)
        _read_name(cell, text, over[0].role, name, bound, read)
    return names, numbers


def _read_name(cell: Cell, text: str, role: str, name: _Name, bound: BoundTable, read: ReadTable) -> None:
    if role == "row_no" and _WHOLE.fullmatch(text):
        name.row_no = int(text)
    elif role == "subject_code" and text.isdigit():
        name.code = text if text.startswith(name.code) and len(text) > 3 else name.code + text
    elif not is_dash(text):
        name.label += tidy(cell.text)
    if role == "subject_code" and name.code and len(name.code) > 7:
        read.findings.append(_finding("malformed_code", f"{name.code} is too long for a subject code", cell, bound))


def _read_number(
    cell: Cell,
    measures: set[str],
    block: int,
    bound: BoundTable,
    read: ReadTable,
    numbers: list[tuple[Cell, Decimal, str, int]],
) -> None:
    amount = parse_amount(cell.text)
    if amount is None:
        if not is_dash(cell.text):
            what = f"{tidy(cell.text)!r} stands in an amount column and is no number; look at the page"
            read.findings.append(_finding("unreadable_amount", what, cell, bound))
        return
    if len(measures) != 1:
        path = " / ".join(column.path for column in covered(bound, cell)) or "no heading"
        what = (
            f"{tidy(cell.text)} stands under {path!r}, which no layout of {bound.layout.table_id} knows; add it there"
        )
        read.findings.append(_finding("unknown_heading", what, cell, bound))
        return
    numbers.append((cell, amount, next(iter(measures)), block))


def _continue_names(
    row: Row,
    names: list[_Name],
    numbers: list[tuple[Cell, Decimal, str, int]],
    named: dict[int, _Name],
    bound: BoundTable,
    read: ReadTable,
) -> None:
    """Join a name that was broken at a page's end with its row, or with its numbers on the next page."""
    if not row.begins_part or row is bound.body[0]:
        return
    has_codes = any(column.role == "subject_code" for column in bound.columns)
    for name in names:
        before = named.get(name.block)
        if not has_codes or before is None or not before.code or not name.label or name.code:
            continue
        if numbers:
            if not before.is_used:  # the page ended between the name and its numbers
                name.code, name.label = before.code, before.label + name.label
        else:
            for amount in read.amounts:
                if amount.subject_code == before.code and amount.label_zh == before.label:
                    amount.label_zh += name.label
            name.label = ""


def _name_for(names: list[_Name], block: int, bound: BoundTable) -> _Name | None:
    """The name of a number: its block's, else the nearest to its left that no other block's number has taken."""
    if not bound.layout.has_labels:
        return names[0]
    own = [name for name in names if name.block == block and not name.is_empty]
    if own:
        own[-1].is_used = True
        return own[-1]
    free = [name for name in names if name.block < block and not name.is_empty and not name.is_used]
    if not free:
        return None
    free[-1].is_used = True
    free[-1].block = block
    return free[-1]


def _side(bound: BoundTable, block: int) -> Side | None:
    return next((column.side for column in bound.columns if column.block == block and column.side is not None), None)


def _add(
    read: ReadTable,
    bound: BoundTable,
    row: Row,
    cell: Cell,
    amount: Decimal,
    measure: str,
    name: _Name | None,
) -> None:
    if name is None:
        what = f"{tidy(cell.text)} has neither a code nor a label in its row; look at the page"
        read.findings.append(_finding("amount_without_label", what, cell, bound))
        return
    completed = bound.layout.measure_in_row(measure, squeeze(name.label))
    if completed is None:
        what = f"{tidy(cell.text)}: no layout of {bound.layout.table_id} knows the row {name.label!r}; add it there"
        read.findings.append(_finding("unknown_heading", what, cell, bound))
        return
    code: str | None = name.code or None
    if code is not None and not _CODE.fullmatch(code):
        what = f"{code!r} is not a subject code of 3, 5 or 7 digits; the row is kept under its label"
        read.findings.append(_finding("malformed_code", what, cell, bound))
        code = None
    read.amounts.append(
        PrintedAmount(
            side=_side(bound, covered(bound, cell)[0].block),
            row_order=name.order,
            row_no=name.row_no,
            subject_code=code,
            label_zh=name.label,
            measure=completed,
            published_text=cell.text.strip().replace("\n", ""),
            published_amount=amount,
            page=row.page_no,
            box=_box(cell),
            cell_box=cell.page.frame.box_to_shown(cell.region.cell_box),
        )
    )


def _box(cell: Cell) -> Box:
    box = cell.region.box
    if box is None:
        raise ValueError("a cell without text has no box")
    return cell.page.frame.box_to_shown(box)


def _finding(kind: str, message: str, cell: Cell, bound: BoundTable) -> Finding:
    return Finding(
        finding_kind=kind,
        message=f"page {cell.page.page_no}, row {cell.region.row + 1}, column {cell.region.column + 1}: {message}",
        table_id=bound.layout.table_id,
        printed_text=tidy(cell.text),
        page=cell.page.page_no,
        row_no=cell.region.row,
        column_no=cell.region.column,
        box=_box(cell),
    )
