"""The boxes of the tables that are neither summaries nor tables with a row a subject.

Put here: basic expenditure, three public expenses, disclosure statistics.
Keep out: which rows there are (`demo.tables`), the knobs (`demo.house_style`), fonts and rules (`demo.grids`).
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, Protocol

from demo.grids import Box, Grid, GridRow, row
from demo.house_style import HouseStyle
from demo.subjects import economic_codes
from demo.tables import BASIC_CLASSES, NOT_APPLICABLE_CLASSES, LogicalTable, Row

DASHES: Final = "———"

_THREE_PUBLIC: Final = (
    ("total", "合计"),
    ("overseas", "因公出国（境）费"),
    ("vehicle_total", "小计"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_operation", "公务用车运行维护费"),
    ("reception", "公务接待费"),
)
_VEHICLES_ZH: Final = "公务用车购置及运行维护费"


class AmountBox(Protocol):
    """Makes the boxes of amounts."""

    def __call__(self, table: LogicalTable, line: Row, measure: str, row_no: int | None, *, zero: bool = False) -> Box:
        """The box of an amount: blank where it is zero, unless `zero`."""


def basic_grid(table: LogicalTable, style: HouseStyle, amount: AmountBox) -> Grid:
    """Basic expenditure: blocks of economic subjects side by side."""
    rows = {line.key: line for line in table.rows}
    blocks = _blocks(table, style)
    codes = style.economic_code_columns
    block_columns = codes + 2
    header: list[GridRow] = []
    if style.basic_headings:
        others = block_columns * (len(blocks) - 1)
        header.append(row(Box("人员经费", columns=block_columns), Box("公用经费", columns=others)))
    if codes == 1:
        titles = (Box(style.economic_heading_zh), Box("科目名称"), Box("决算数"))
        header.append(row(*(box for _ in blocks for box in titles)))
    else:
        titles = (Box(style.economic_heading_zh, columns=2), Box("科目名称", rows=2), Box("决算数", rows=2))
        header.append(row(*(box for _ in blocks for box in titles)))
        header.append([cell for _ in blocks for cell in (Box("类"), Box("款"), None, None)])
    body: list[GridRow] = []
    for line_codes in zip_longest(*blocks):
        body.append(row(*(box for code in line_codes for box in _basic_boxes(table, rows, code, style, amount))))
    zero = style.basic_zeros
    personnel = amount(table, rows["personnel_total"], "amount", None, zero=zero)
    operating = amount(table, rows["operating_total"], "amount", None, zero=zero)
    body.append(
        row(
            Box("人员经费合计", columns=block_columns - 1),
            personnel,
            Box("公用经费合计", columns=block_columns * (len(blocks) - 1) - 1),
            operating,
        )
    )
    widths = [*([0.6, 0.6] if codes == 2 else [0.95]), 2.5, 1.35]
    return Grid(widths * len(blocks), header, body)


def _blocks(table: LogicalTable, style: HouseStyle) -> list[list[str]]:
    groups = [list(classes) for classes in style.basic_columns]
    printed = {c for group in groups for c in group}
    used = {line.key[:3] for line in table.rows if line.values and line.subject_code}
    groups[-1] += [c for c in BASIC_CLASSES if c in used - printed]
    blocks = [economic_codes(*group) for group in groups]
    # A long last column of the form is folded to the height of the others.
    height = max(len(block) for block in blocks[:2])
    last = blocks.pop()
    if len(blocks) < 2:
        return [*blocks, last]
    return [*blocks, *(last[start : start + height] for start in range(0, len(last), height))]


def _basic_boxes(
    table: LogicalTable, rows: dict[str, Row], code: str | None, style: HouseStyle, amount: AmountBox
) -> Iterator[Box]:
    codes = style.economic_code_columns
    if code is None:
        yield from (Box() for _ in range(codes + 2))
        return
    yield Box(code if codes == 1 else code[:3], align="left")
    if codes == 2:
        yield Box(code[3:])
    yield Box(rows[code].label_zh, align="left", indent=style.economic_indent if len(code) == 5 else 0)
    if style.basic_dashes and code[:3] in NOT_APPLICABLE_CLASSES:
        yield Box(DASHES)
    else:
        yield amount(table, rows[code], "amount", None, zero=style.basic_zeros)


def three_public_grid(table: LogicalTable, style: HouseStyle, amount: AmountBox) -> Grid:
    """Three public expenses: one row, budgets and finals in two groups or in turn."""
    line = table.rows[0]
    kinds = (("budget", "预算数"), ("final", "决算数"))
    if style.interleaved_three_public:
        measures = [f"{kind}_{part}" for part, _ in _THREE_PUBLIC for kind, _ in kinds]
        header = [
            row(Box("财政拨款“三公”经费", columns=12)),
            [
                *row(Box("合计", columns=2, rows=2), Box("因公出国（境）费", columns=2, rows=2)),
                *row(Box(_VEHICLES_ZH, columns=6), Box("公务接待费", columns=2, rows=2)),
            ],
            [
                *([None] * 4),
                *row(*(Box(heading, columns=2) for _, heading in _THREE_PUBLIC[2:5])),
                *([None] * 2),
            ],
            row(*(Box(heading) for _ in _THREE_PUBLIC for _, heading in kinds)),
        ]
    else:
        measures = [f"{kind}_{part}" for kind, _ in kinds for part, _ in _THREE_PUBLIC]
        top: GridRow = []
        below: GridRow = []
        for _ in kinds:
            top += row(Box("合计", rows=2), Box("因公出国（境）费", rows=2), Box(_VEHICLES_ZH, columns=3))
            top.append(Box("公务接待费", rows=2))
            below += [None, None, *(Box(heading) for _, heading in _THREE_PUBLIC[2:5]), None]
        header = [row(*(Box(heading, columns=6) for _, heading in kinds)), top, below]
        if style.column_numbers:
            header.append(row(*(Box(str(n)) for n in range(1, 13))))
    body: list[GridRow] = [[amount(table, line, measure, None) for measure in measures]]
    return Grid([1.0] * 12, header, body)


def statistics_grid(table: LogicalTable, amount: AmountBox) -> Grid:
    """Procurement, running costs and state assets: a numbered row each."""
    sections = {
        "procurement.total": "一、政府采购情况",
        "running_costs.administrative": "二、机关运行经费",
        "vehicles.total": "三、国有资产占用情况",
    }
    body: list[GridRow] = []
    for line in table.rows:
        if line.key in sections:
            body.append(row(Box(sections[line.key], columns=3, align="left", bold=True)))
        number = line.row_no
        indent = 2 if line.key.startswith("vehicles.") and line.key != "vehicles.total" else 0
        label = Box(line.label_zh, align="left", indent=indent)
        body.append(row(label, Box(str(number)), amount(table, line, "amount", number)))
    return Grid([5.0, 1.0, 2.2], [row(Box("项目"), Box("行次"), Box("统计数"))], body)
