"""Whose form it is: project, department and unit with their codes.

Put here: labels and the values beside them, and how a code is printed with a name.
Keep out: matching a name to a unit (sql/models/marts/dim_unit.sql).
"""

import re

from pipelines.normalize.grid_rows import Cell, Row
from pipelines.normalize.self_evaluation.placing import box_of, texts_of
from pipelines.normalize.self_evaluation.records import SelfEvaluation
from pipelines.normalize.self_evaluation.words import known_words
from pipelines.normalize.text import tidy

_CODE = r"[\[(（【［]?(?P<code>\d{3,15})[\])）】］]?"
_CODE_BEFORE = re.compile(_CODE + r"[-—–_:、.]*(?P<name>[^\d\W].*)")
_CODE_BEHIND = re.compile(r"(?P<name>.*[^\d\W])[-—–_]?[\[(（【［](?P<code>\d{3,15})[\])）】］]")


def read_identity(form: SelfEvaluation, rows: list[Row]) -> None:
    """Fill in project, department and unit; what has no label or several values is a finding."""
    values: dict[str, str] = {}
    for row in rows:
        unlabelled = _read_row(row, values, form)
        unit = _extends_department(unlabelled, values)
        if unit is not None and "unit" not in values:
            values["unit"] = tidy(unit.text)
            unlabelled.remove(unit)
        if unlabelled:
            what = f"{texts_of(unlabelled)} stands beside no label that we know; look at the page"
            form.add_finding("self_evaluation_unread", what, row.page_no, box_of(unlabelled), texts_of(unlabelled))
    form.department_code, form.department_zh = split_code(values.get("department"))
    form.unit_code, form.unit_zh = split_code(values.get("unit"))
    if form.project_zh is None:
        form.add_finding("self_evaluation_unread", "no name of a project was read", form.first_page, form.box)


def split_code(text: str | None) -> tuple[str | None, str | None]:
    """The code and the name of 229102-某中心, [229] 某局 or 某局(229); a code alone or a name alone is that."""
    if not text:
        return None, None
    for pattern in (_CODE_BEFORE, _CODE_BEHIND):
        if match := pattern.fullmatch(text):
            return match.group("code"), match.group("name")
    return (text, None) if text.isdigit() else (None, text)


def _read_row(row: Row, values: dict[str, str], form: SelfEvaluation) -> list[Cell]:
    """Take the value beside each label of a row; return the cells that stand beside none.

    What stands before the first label names a section of the form.
    """
    labels = [known_words().label_of(cell.text) for cell in row.cells]
    first = next((position for position, named in enumerate(labels) if named is not None), 0)
    label: str | None = None
    unlabelled = []
    for cell, named in zip(row.cells[first:], labels[first:], strict=True):
        if named is not None:
            label = named
        elif label is None:
            unlabelled.append(cell)
        else:
            if label == "project":
                form.project_zh = form.project_zh or tidy(cell.text)
            elif label != "other":
                values.setdefault(label, tidy(cell.text))
            label = None
    return [] if len(row.cells) == 1 else unlabelled


def _extends_department(cells: list[Cell], values: dict[str, str]) -> Cell | None:
    """The one cell whose code goes on from the department's: a unit's code is the department's and its own number."""
    code, _ = split_code(values.get("department"))
    if code is None:
        return None
    codes = [(cell, split_code(tidy(cell.text))[0]) for cell in cells]
    units = [cell for cell, other in codes if other is not None and other.startswith(code) and len(other) > len(code)]
    return units[0] if len(units) == 1 else None
