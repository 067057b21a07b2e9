"""The checks as a page to read, docs/checks.md: what stands in the header of each file of sql/models/checks.

Put here: the page's form.
Keep out: titles, tolerances and sources (the checks' own headers), what checks found (fct_check).
"""

import re
from itertools import groupby
from pathlib import Path
from typing import Final

import duckdb

_FAMILIES: Final = {
    "T": "Inside one table 表内",
    "X": "Between tables 表间",
    "N": "Narrative 情况说明",
    "Y": "Between years 年度之间",
    "U": "Units and departments 单位与部门",
    "B": "Budgets 预算",
    "S": "Structure and codes 结构与编码",
    "G": "Guarantees of ours 本项目的数据保证",
}
_OPENING: Final = """# Checks 检查

This page is generated from the headers of `sql/models/checks/*.sql` (`make docs`); do not edit it. A check is one file:
[CONTRIBUTING.md](../CONTRIBUTING.md) says how to add one. What the checks find on documents that people have verified,
and what they notice when a number is changed, is measured in [accuracy.md](accuracy.md).

Each check is evaluated on every scope (a row, a column, a statement) of every current document, in five states:
`exact` 相符, `rounding` 尾数差 (inside the tolerance), `fail` 不符, `not_applicable` 不适用 (nothing printed that it
concerns, or a lawful exception), `not_testable` 无法检查 (something is missing or was not understood; no verdict).
A failed guarantee (`blocking`) keeps the release before; nothing that a publisher prints does.
"""


def checks_page(database: Path) -> str:
    """Return the page of a published file as Markdown.

    Raises:
        duckdb.Error: when the file is not a published one.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select check_id, severity, title_zh, title_en, tolerance, source from dim_check"
        ).fetchall()
    order = list(_FAMILIES)
    rows.sort(key=lambda row: (order.index(row[0][0]) if row[0][0] in order else len(order), _natural(row[0])))
    parts = [_OPENING + f"\n{len(rows)} checks.\n"]
    for letter, members in groupby(rows, key=lambda row: row[0][0]):
        lines = ["| check | severity | what is checked | tolerance | source |", "| --- | --- | --- | --- | --- |"]
        for check_id, severity, title_zh, title_en, tolerance, source in members:
            cells = (f"`{check_id}`", severity, f"{title_zh}<br>{title_en}", tolerance, source)
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
        parts.append(f"## {_FAMILIES.get(letter, letter)}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _natural(check_id: str) -> list[tuple[int, str]]:
    return [(int(part or 0), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", check_id) if part]
