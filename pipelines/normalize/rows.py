"""The rows of a bound table as amounts.

Put here: which of a row's texts are amounts, of which measure, and which name they belong to.
Keep out: reading names (names.py), units and years (headings.py), line items (lines.py), writing shards (run.py).
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.frame import Box
from pipelines.normalize.findings import Finding
from pipelines.normalize.grid_rows import SPLIT_CODE_WORDS, Cell, Row, is_heading, is_numbering
from pipelines.normalize.header import BoundTable, covered
from pipelines.normalize.layouts import Side
from pipelines.normalize.money import can_be_amount, is_dash, parse_amount
from pipelines.normalize.names import Name, NameReader, is_rest_of
from pipelines.normalize.text import squeeze, tidy

_CODE = re.compile(r"\d{3}(?:\d{2}(?:\d{2})?)?")
_TOTAL = re.compile(r"[合总小]计")
_FULL = 0.7  # of a cell's width: a number that fills so much of it was broken for want of room


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
class ReadTable:
    """All amounts of a table and what could not be read of it."""

    amounts: list[PrintedAmount] = field(default_factory=list)
    labels: list[tuple[Side | None, int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Number:
    cell: Cell
    amount: Decimal
    measure: str
    block: int


def read_rows(bound: BoundTable) -> ReadTable:
    """Read the body of a table, top to bottom."""
    read = ReadTable()
    reader = NameReader(bound)
    named: dict[int, Name] = {}
    order, begins_part, first_numbers = 0, False, None
    for row in bound.body:
        begins_part = begins_part or (row.begins_part and row is not bound.body[0])
        if not row.cells or _is_no_data(row, bound):
            continue
        names, numbers = _sort_cells(row, bound, reader, read)
        if begins_part:
            _continue_names(names, numbers, named, bound, read)
        begins_part = False
        if not bound.layout.has_labels:
            texts = [number.cell.text for number in numbers]
            if numbers and first_numbers is not None and texts != first_numbers:
                _refuse_second_row(numbers, bound, read)
                continue
            first_numbers = first_numbers or texts or None
            names = [Name()]
        for name in names:
            order += 1
            name.order = order
            if not name.is_empty:
                read.labels.append((_side(bound, name.block), order, name.label))
        for number in numbers:
            _add(read, bound, row, number, _name_for(names, number.block, bound))
        named = {name.block: name for name in names if not name.is_empty} or named
    return read


def hold_back_impossible(read: ReadTable, bound: BoundTable, published_unit: str | None) -> None:
    """Make findings of numbers that can be no amounts in the unit of their table."""
    kept = []
    for amount in read.amounts:
        unit = bound.layout.unit_of(squeeze(amount.label_zh)) or published_unit
        if can_be_amount(amount.published_amount, unit):
            kept.append(amount)
            continue
        read.findings.append(
            Finding(
                "unreadable_amount",
                f"page {amount.page}, row {amount.label_zh!r}: {amount.published_text!r} can be no amount in "
                f"{unit or 'any unit'}: it is too large or has too many decimals; look at the page",
                bound.layout.table_id,
                amount.published_text,
                amount.page,
                box=amount.box,
            )
        )
    read.amounts[:] = kept


def _is_no_data(row: Row, bound: BoundTable) -> bool:
    """Whether a row repeats the heading or the header (continued pages do), or is a note over the whole width."""
    if is_numbering(row) or is_heading(row) or {squeeze(cell.text) for cell in row.cells} <= bound.header_words:
        return True
    first = row.cells[0]
    return len(row.cells) == 1 and first.column == 0 and first.column_end == len(bound.columns)


def _sort_cells(row: Row, bound: BoundTable, reader: NameReader, read: ReadTable) -> tuple[list[Name], list[_Number]]:
    """What names the blocks of a row, left to right, and the numbers in it."""
    names: list[Name] = []
    numbers: list[_Number] = []
    for cell in row.cells:
        over = covered(bound, cell)
        block = over[0].block
        if squeeze(cell.text) in SPLIT_CODE_WORDS:
            continue  # 类, 款, 项: the header's last row is also the body's first
        if all(column.role in ("measure", "unknown") for column in over):
            _read_number(cell, block, bound, read, numbers)
            continue
        name = names[-1] if names and names[-1].block == block else None
        if name is None:
            name = Name(block=block)
            names.append(name)
        reader.read(cell, name)
        if name.code and len(name.code) > 7:
            what = f"{name.code} is too long for a subject code"
            read.findings.append(_finding("malformed_code", what, cell, bound))
    return names, numbers


def _read_number(cell: Cell, block: int, bound: BoundTable, read: ReadTable, numbers: list[_Number]) -> None:
    if is_dash(cell.text):
        return
    amount = parse_amount(cell.text)
    over = covered(bound, cell)
    measures = {column.measure for column in over if column.measure is not None}
    if len(measures) != 1:
        path = " / ".join(column.path for column in over) or "no heading"
        what = f"{tidy(cell.text)!r} stands under {path!r}, no measure of {bound.layout.layout_id}"
        read.findings.append(_finding("unknown_heading", what, cell, bound))
    elif amount is None:
        what = f"{tidy(cell.text)!r} stands in an amount column and is no number; look at the page"
        read.findings.append(_finding("unreadable_amount", what, cell, bound))
    elif _may_be_two(cell):
        what = f"{cell.text!r} may be one number on two lines or two numbers; look at the page"
        read.findings.append(_finding("unreadable_amount", what, cell, bound))
    else:
        numbers.append(_Number(cell, amount, next(iter(measures)), block))


def _may_be_two(cell: Cell) -> bool:
    """Whether a number on several lines may be several: each line is one, and none fills the cell's width."""
    lines = [line for line in cell.text.split("\n") if line.strip()]
    if len(lines) < 2 or any(parse_amount(line) is None for line in lines) or cell.region.box is None:
        return False
    text, around = cell.region.box, cell.region.cell_box
    return text[2] - text[0] < _FULL * (around[2] - around[0])


def _refuse_second_row(numbers: list[_Number], bound: BoundTable, read: ReadTable) -> None:
    for number in numbers:
        what = f"{tidy(number.cell.text)} stands in a second row of a table of one row; look at the page"
        read.findings.append(_finding("amount_without_label", what, number.cell, bound))


def _continue_names(
    names: list[Name], numbers: list[_Number], named: dict[int, Name], bound: BoundTable, read: ReadTable
) -> None:
    """Join a name that was broken at a page's end with its row, or with its numbers on the next page."""
    blocks = {number.block for number in numbers}
    for name in names:
        before = named.get(name.block)
        if before is None or not is_rest_of(bound, before, name):
            continue
        if name.block in blocks or (numbers and before.code):
            if not before.is_used:  # the page ended between the name and its numbers
                name.code, name.label = before.code, before.label + name.label
                name.row_no = name.row_no or before.row_no
        else:
            for amount in read.amounts:
                if amount.row_order == before.order:
                    amount.label_zh += name.label
            read.labels = [
                (side, order, label + name.label if order == before.order else label)
                for side, order, label in read.labels
            ]
            name.label = ""


def _name_for(names: list[Name], block: int, bound: BoundTable) -> Name | None:
    """The name of a number: its block's, else the total to its left that no other block's number has taken."""
    if not bound.layout.has_labels:
        return names[0]
    own = [name for name in names if name.block == block and not name.is_empty]
    if own:
        own[-1].is_used = True
        return own[-1]
    free = [
        name
        for name in names
        if name.block < block and not name.is_used and _TOTAL.search(name.label)
        if _side(bound, name.block) == _side(bound, block)
    ]
    if not free:
        return None
    free[-1].is_used = True
    free[-1].block = block
    return free[-1]


def _side(bound: BoundTable, block: int) -> Side | None:
    return next((column.side for column in bound.columns if column.block == block and column.side is not None), None)


def _add(read: ReadTable, bound: BoundTable, row: Row, number: _Number, name: Name | None) -> None:
    cell, measure = number.cell, number.measure
    if name is None:
        what = f"{tidy(cell.text)} has neither a code nor a label in its row; look at the page"
        read.findings.append(_finding("amount_without_label", what, cell, bound))
        return
    if "{row}" in measure:
        part = bound.layout.row_part(squeeze(name.label))
        if part is None:
            what = f"{tidy(cell.text)}: no layout of {bound.layout.table_id} knows the row {name.label!r}; add it there"
            read.findings.append(_finding("unknown_heading", what, cell, bound))
            return
        if part.part is None:
            return
        measure = measure.replace("{row}", part.part)
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
            measure=measure,
            published_text=cell.text.strip().replace("\n", ""),
            published_amount=number.amount,
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
