"""From a logical table to the boxes a house style prints.

Put here: the two-sided summaries and the tables with a row a subject.
Keep out: the other tables (`demo.detail_forms`), which rows there are (`demo.tables`), the knobs
(`demo.house_style`), fonts and rules (`demo.grids`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from demo.detail_forms import basic_grid, statistics_grid, three_public_grid
from demo.figures import ZERO
from demo.grids import Box, Grid, GridRow, PrintedAmount, row
from demo.house_style import HouseStyle
from demo.tables import LogicalTable, Row

EMPTY_ROWS: Final = 5

Heading = tuple[str, str] | tuple[str, tuple[tuple[str, str], ...]]
"""A measure and its heading, or a heading over several of them."""

_INCOME: Final[tuple[Heading, ...]] = (
    ("total", "本年收入合计"),
    ("fiscal_appropriation", "财政拨款收入"),
    ("superior_subsidy", "上级补助收入"),
    ("institutional_income", "事业收入"),
    ("operating_income", "经营收入"),
    ("affiliated_units_income", "附属单位上缴收入"),
    ("other_income", "其他收入"),
)
_EXPENDITURE: Final[tuple[Heading, ...]] = (
    ("total", "本年支出合计"),
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("remitted_to_superior", "上缴上级支出"),
    ("operating", "经营支出"),
    ("subsidy_to_affiliates", "对附属单位补助支出"),
)
_BASIC_AND_PROJECT: Final = (("basic", "基本支出"), ("project", "项目支出"))
_FUND: Final[tuple[Heading, ...]] = (
    ("opening_balance", "年初结转和结余"),
    ("income", "本年收入"),
    ("本年支出", (("total", "小计"), *_BASIC_AND_PROJECT)),
    ("closing_balance", "年末结转和结余"),
)
_BUDGETS: Final = (
    ("total", "合计"),
    ("general_public_budget", "一般公共预算财政拨款"),
    ("government_fund", "政府性基金预算财政拨款"),
    ("state_capital", "国有资本经营预算财政拨款"),
)


class Form:
    """Prints logical tables in a house style; with or without thousands separators."""

    def __init__(self, style: HouseStyle, *, thousands_separators: bool) -> None:
        """`thousands_separators` is the publisher's habit, not the style's."""
        self.style, self.thousands = style, thousands_separators

    def grid(self, table: LogicalTable) -> Grid:
        """The printed table."""
        match table.table_id:
            case "income_expenditure_summary" | "fiscal_appropriation_summary":
                return self._summary(table)
            case "basic_expenditure":
                return basic_grid(table, self.style, self.amount)
            case "three_public_expenses":
                return three_public_grid(table, self.style, self.amount)
            case "disclosure_statistics":
                return statistics_grid(table, self.amount)
            case _:
                return self._subjects(table, self._headings(table.table_id))

    def _headings(self, table_id: str) -> tuple[Heading, ...]:
        if table_id == "income":
            return _INCOME
        if table_id == "expenditure":
            return _EXPENDITURE
        fund_form = table_id == "government_fund_budget" or self.style.fund_form_of_state_capital
        if table_id != "general_public_budget_expenditure" and fund_form:
            return _FUND
        if self.style.code_columns == 3:
            return (("total", "合计"), *_BASIC_AND_PROJECT)
        total = "小计" if table_id == "general_public_budget_expenditure" else "合计"
        return (("本年支出", (("total", total), *_BASIC_AND_PROJECT)),)

    def amount(self, table: LogicalTable, line: Row, measure: str, row_no: int | None, *, zero: bool = False) -> Box:
        """The box of an amount: blank where it is zero, unless `zero`."""
        value = line.values.get(measure, ZERO)
        if not value and not zero:
            return Box()
        is_money = line.unit == "万元"
        text = f"{value:,.2f}" if self.thousands else f"{value:.2f}"
        amount = PrintedAmount(
            table.table_id,
            line.side,
            row_no,
            line.subject_code,
            line.label_zh,
            measure,
            value if is_money else Decimal(int(value)),
            line.unit,
            line.key,
            text if is_money else str(int(value)),
        )
        return Box(amount.text, align=self.style.amount_align, amount=amount)

    # The two-sided summaries: income at the left, expenditure at the right, balances on common lines.

    def _summary(self, table: LogicalTable) -> Grid:
        numbered = self.style.row_numbers
        two_measures = table.table_id == "fiscal_appropriation_summary"
        heading = self.style.amount_heading_zh
        left = (("amount", heading),)
        right = _BUDGETS if two_measures else left
        fixed = 2 if numbered else 1
        pairs = self._pairs(table)
        header = [
            row(Box("收入", columns=fixed + len(left)), Box("支出", columns=fixed + len(right))),
            row(*self._side_heading(left), *self._side_heading(right)),
        ]
        if self.style.column_numbers:
            numbers = [str(n) for n in range(1, len(left) + len(right) + 1)]
            header.append(
                row(
                    *(Box("栏次"), Box(), *(Box(n) for n in numbers[: len(left)])),
                    *(Box("栏次"), Box(), *(Box(n) for n in numbers[len(left) :])),
                )
            )
        body = []
        for number, (income, expenditure) in enumerate(pairs, start=1):
            body.append(
                row(
                    *self._side(table, income, [m for m, _ in left], number),
                    *self._side(table, expenditure, [m for m, _ in right], number + len(pairs)),
                )
            )
        label, number_width = (3.1, 0.6) if two_measures else (4.0, 0.7)
        widths: list[float] = []
        for measures in (left, right):
            widths += [label, *([number_width] if numbered else []), *([1.4] * len(measures))]
        return Grid(widths, header, body)

    def _side_heading(self, measures: Sequence[tuple[str, str]]) -> Iterator[Box]:
        yield Box("项目")
        if self.style.row_numbers:
            yield Box("行次")
        for _, heading in measures:
            yield Box(heading)

    def _pairs(self, table: LogicalTable) -> list[tuple[Row | None, Row | None]]:
        pairs: list[tuple[Row | None, Row | None]] = []
        for group in ("main", "balance", "total"):
            if group == "total" and table.table_id in self.style.blank_row_before_total:
                pairs.append((None, None))
            pairs += zip_longest(table.side("income", group), table.side("expenditure", group))
        return pairs

    def _side(self, table: LogicalTable, line: Row | None, measures: list[str], number: int) -> Iterator[Box]:
        numbered = self.style.row_numbers
        label = line.label_zh if line else ""
        total = line is not None and (line.group == "total" or line.key.endswith("_total") or label.endswith("合计"))
        yield Box(label, align="center" if total else "left", bold=total and numbered)
        if numbered:
            yield Box(str(number))
        for measure in measures:
            yield self.amount(table, line, measure, number if numbered else None) if line else Box()

    # Tables with a row a subject.

    def _subjects(self, table: LogicalTable, headings: tuple[Heading, ...]) -> Grid:
        measures = [m for first, second in headings for m in ([first] if isinstance(second, str) else dict(second))]
        codes = self.style.code_columns
        total_row = self.style.total_row.get(table.table_id, "first")
        total = next(line for line in table.rows if line.group == "total")
        amounts = [self.amount(table, total, measure, None) for measure in measures]
        header = self._subject_header(headings, 2 if codes == 1 or total_row == "in_header" else 3)
        if codes == 3:
            kinds = (Box("类"), Box("款"), Box("项"))
            if total_row == "in_header":
                header.append(row(*kinds, Box("合计"), *amounts))
            else:
                header.append([*kinds, *([None] * (1 + len(measures)))])
        if self.style.column_numbers:
            header.append(row(Box("栏次", columns=2), *(Box(str(n)) for n in range(1, len(measures) + 1))))
        body = [
            row(
                *self._codes(line.key),
                Box(line.label_zh, align="left"),
                *(self.amount(table, line, measure, None) for measure in measures),
            )
            for line in table.rows
            if line.group == "main"
        ]
        if not body:
            body = [[Box() for _ in range(codes + 1 + len(measures))] for _ in range(EMPTY_ROWS)]
        total_boxes = row(Box("合计", columns=codes + 1, bold=self.style.row_numbers), *amounts)
        if total_row == "first":
            body.insert(0, total_boxes)
        elif total_row == "last":
            body.append(total_boxes)
        widths = [0.7, 0.6, 0.6] if codes == 3 else [1.3]
        return Grid([*widths, 3.4, *([1.4] * len(measures))], header, body)

    def _codes(self, code: str) -> Iterator[Box]:
        if self.style.code_columns == 1:
            yield Box(code, align="left")
        else:
            yield Box(code[:3], align="left")
            yield Box(code[3:5])
            yield Box(code[5:7])

    def _subject_header(self, headings: tuple[Heading, ...], depth: int) -> list[GridRow]:
        """Two rows over the measures; in a form with three code columns a third one follows, named 类 款 项."""
        codes = self.style.code_columns
        top: GridRow = row(Box("项目", columns=codes + 1))
        below: GridRow = row(Box(self.style.code_heading_zh, columns=codes), Box("科目名称", rows=depth - 1))
        for first, second in headings:
            if isinstance(second, str):
                top.append(Box(second, rows=depth))
                below.append(None)
            else:
                top += row(Box(first, columns=len(second)))
                below += [Box(heading, rows=depth - 1) for _, heading in second]
        return [top, below]
