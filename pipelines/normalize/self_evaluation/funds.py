"""The fund lines of a form: what was budgeted and spent, in all and by kind of fund.

Put here: the money unit, the label of a line and its numbers under their headings.
Keep out: the score of indicators (indicators.py), and turning amounts into yuan (frames.py).
"""

import re

from pipelines.normalize.grid_rows import Cell, Row
from pipelines.normalize.money import is_dash, money_unit, parse_amount
from pipelines.normalize.self_evaluation.forms import FormRows
from pipelines.normalize.self_evaluation.placing import (
    Heading,
    box_of,
    is_numeric,
    is_score,
    number_of,
    place,
    printed,
    texts_of,
)
from pipelines.normalize.self_evaluation.records import FUND_AMOUNTS, FundLine, LabelApart, SelfEvaluation
from pipelines.normalize.self_evaluation.sections import Sections
from pipelines.normalize.self_evaluation.words import known_words
from pipelines.normalize.text import squeeze, tidy

_UNIT_REMARK = re.compile(r"\((?:金额)?(?:单位[::])?(万元|千元|亿元|元)\)")
_HEADING_LINES = 4


def read_money_unit(form: SelfEvaluation, rows: FormRows, sections: Sections) -> None:
    """The unit in which the form counts: in its fund section, else above it; none or two are a finding."""
    section = [squeeze(cell.text) for row in (*sections.fund_header, *sections.funds) for cell in row.cells]
    declared = {unit for text in section for unit in _UNIT_REMARK.findall(text)}
    if not declared:
        above = [line.text for line in rows.heading[-_HEADING_LINES:]]
        above += [cell.text for row in sections.identity for cell in row.cells]
        declared = {unit for text in above if (unit := money_unit(squeeze(text)))}
    if len(declared) == 1:
        form.published_unit = declared.pop()
        return
    what = f"it counts in {' and '.join(sorted(declared))}" if declared else "it does not say in which unit it counts"
    form.add_finding("unknown_money_unit", f"{what}; its amounts are kept without yuan", form.first_page, form.box)


def read_funds(form: SelfEvaluation, sections: Sections) -> None:
    """Read the fund lines; a line whose numbers cannot be told apart keeps its label and is a finding."""
    words = known_words()
    waiting = [cell for row in sections.fund_header for cell in row.cells if words.fund_kind(cell.text)]
    waiting = [cell for cell in waiting if words.fund_column(cell.text) is None and not _UNIT_REMARK.search(cell.text)]
    for row in sections.funds:
        first = next((number for number, cell in enumerate(row.cells) if is_numeric(cell.text)), None)
        if first is None:
            continue  # a line without numbers
        label = row.cells[first - 1] if first else None
        if label is None and not form.funds and len(waiting) == 1:
            label = waiting[0]  # the label stands in the header, above its numbers
            form.labels_apart.append(LabelApart(tidy(label.text), label.page.page_no, box_of([label])))
        form.funds.append(_read_line(form, row, label, row.cells[first:], sections.fund_headings))
    if not sections.fund_headings or not form.funds:
        form.add_finding("self_evaluation_unread", "no line of its funds was read", form.first_page, form.box)


def _read_line(
    form: SelfEvaluation, row: Row, label: Cell | None, cells: list[Cell], headings: list[Heading]
) -> FundLine:
    words = known_words()
    label_zh = tidy(label.text) if label is not None else None
    kind = words.fund_kind(label_zh) if label_zh else None
    placed = place(cells, headings)
    if placed is None or not _has_right_kinds(placed):
        placed = _in_order(cells, headings)
    box = box_of([label, *cells] if label is not None and label.page is cells[0].page else cells)
    if kind is None:
        what = f"{label_zh or 'a line without a label'} is no kind of fund that we know; add it to words.yml"
        form.add_finding("self_evaluation_unread", what, row.page_no, box, label_zh)
    if placed is None:
        what = f"the numbers of {label_zh or 'a fund line'} stand beside their headings and are left out"
        form.add_finding("self_evaluation_misaligned", what, row.page_no, box, texts_of(cells))
        placed = {}
    deviation = placed.get("deviation")
    return FundLine(
        line_no=len(form.funds) + 1,
        fund_kind=kind,
        label_zh=label_zh,
        amounts={name: printed(placed.get(name)) for name in FUND_AMOUNTS},
        execution_ratio=printed(placed.get("execution_ratio")),
        weight=printed(placed.get("weight")),
        score=printed(placed.get("score")),
        deviation_zh=tidy(deviation.text) if deviation is not None else None,
        page=row.page_no,
        box=box,
    )


def _has_right_kinds(placed: dict[str, Cell]) -> bool:
    """Whether every column holds what it can hold: amounts no percent, a reason no number."""
    return all(_can_hold(column, cell.text) for column, cell in placed.items())


def _can_hold(column: str, text: str) -> bool:
    if column == "deviation":
        return is_dash(text) or number_of(text) is None
    if is_dash(text):
        return True
    if column in FUND_AMOUNTS:
        return parse_amount(text) is not None
    return number_of(text) is not None if column == "execution_ratio" else is_score(text)


def _in_order(cells: list[Cell], headings: list[Heading]) -> dict[str, Cell] | None:
    """The numbers by the order of the headings, when there are as many; null otherwise."""
    columns = [heading.column for heading in headings if heading.column != "deviation"]
    numbers = [cell for cell in cells if is_numeric(cell.text)]
    others = [cell for cell in cells if not is_numeric(cell.text)]
    if len(numbers) != len(columns) or cells[: len(numbers)] != numbers or len(others) > 1:
        return None
    placed = dict(zip(columns, numbers, strict=True))
    if others and any(heading.column == "deviation" for heading in headings):
        placed["deviation"] = others[0]
    elif others:
        return None
    return placed if _has_right_kinds(placed) else None
