"""The ten statutory tables as logical tables, built from the figures in one place.

Put here: which rows and measures each table has and how they follow from the figures.
Keep out: columns, pages and typography (`demo.house_style`, `demo.grids`), misprints (`demo.defects`).

A logical table holds only what is not zero; whether a zero is printed blank or 0.00 is a house style's choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from demo.figures import (
    BUDGETS,
    INCOME_SOURCES,
    OWN_SOURCES,
    OWN_USES,
    ZERO,
    Budget,
    FiguresError,
    IncomeSource,
    Item,
    OwnUse,
    ThreePublic,
    UnitYear,
)
from demo.subjects import Line, economic_codes, lines_of, name_of

TABLE_IDS: Final = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_appropriation_summary",
    "general_public_budget_expenditure",
    "basic_expenditure",
    "government_fund_budget",
    "state_capital_budget",
    "three_public_expenses",
    "disclosure_statistics",
)
BASIC_CLASSES: Final = ("301", "303", "302", "307", "309", "310", "311", "312", "313", "399")
NOT_APPLICABLE_CLASSES: Final = ("309", "311")
"""Capital construction: never part of basic expenditure; forms that print these rows print dashes."""

VEHICLE_USES_ZH: Final = (
    "副部(省)级及以上领导用车",
    "主要负责人用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部服务用车",
    "其他用车",
)


@dataclass(frozen=True)
class Row:
    """A row: `key` is its subject code or line id, `values` its non-zero amounts by measure, in `unit`."""

    key: str
    label_zh: str
    values: Mapping[str, Decimal]
    side: str | None = None
    subject_code: str | None = None
    group: str = "main"
    unit: str = "万元"
    row_no: int | None = None


@dataclass(frozen=True)
class LogicalTable:
    """A statutory table: its rows in printed order, `empty_zh` the statement printed when it has no data."""

    table_id: str
    rows: tuple[Row, ...]
    empty_zh: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the table holds no amount."""
        return not any(row.values for row in self.rows)

    def side(self, side: str, group: str) -> list[Row]:
        """The rows of one side and group of a two-sided summary."""
        return [row for row in self.rows if row.side == side and row.group == group]


def non_zero(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The values that are not zero."""
    return {measure: value for measure, value in values.items() if value}


def _subject_rows(
    figures: UnitYear, measures: Mapping[str, Callable[[Item], Decimal]], budget: Budget | None = None
) -> tuple[Row, ...]:
    """The rows by class, section and item, the 合计 row first; rows without any amount are left out."""
    columns = {measure: figures.by_code(value, budget) for measure, value in measures.items()}
    total = {measure: figures.total(value, budget) for measure, value in measures.items()}
    rows = [Row("total", "合计", non_zero(total), group="total")]
    for code in sorted({code for column in columns.values() for code in column}):
        values = non_zero({measure: column[code] for measure, column in columns.items()})
        if values:
            rows.append(Row(code, name_of(code), values, subject_code=code))
    return tuple(rows)


def _summary(
    figures: UnitYear, template: str, table_id: str, values: Callable[[Line], Mapping[str, Decimal]]
) -> LogicalTable:
    lines = lines_of(template, figures.fiscal_year, table_id)
    rows = tuple(
        Row(line.line_id, line.label_zh, non_zero(values(line)), side=line.side, group=line.group) for line in lines
    )
    printed = {line.line_id[-3:] for line in lines if ".function." in line.line_id}
    missing = {item.code[:3] for item in figures.items if item.total_spent} - printed
    if missing:
        raise FiguresError(f"{figures.name}: template {template} has no line for class {', '.join(sorted(missing))}")
    return LogicalTable(table_id, rows)


def _income_expenditure_summary(figures: UnitYear, template: str) -> LogicalTable:
    other_lines = ("superior_subsidy", "institutional", "operating", "affiliated_units", "other")
    spent = figures.by_code(lambda item: item.total_spent)
    amounts = {f"income.{budget}": figures.total(lambda item: item.appropriation, budget) for budget in BUDGETS}
    amounts |= {
        f"income.{line}": figures.total(_from_source(source))
        for line, source in zip(other_lines, OWN_SOURCES, strict=True)
    }
    amounts |= {
        "income.current_total": figures.total(lambda item: item.total_income),
        "balance.use_of_non_appropriation_balance": figures.use_of_balance,
        "carryover.opening": figures.opening,
        "total.income_side": figures.grand_total,
        "expenditure.current_total": figures.total(lambda item: item.total_spent),
        "balance.surplus_distribution": figures.surplus_distribution,
        "carryover.closing": figures.closing,
        "total.expenditure_side": figures.grand_total,
    }

    def values(line: Line) -> Mapping[str, Decimal]:
        if line.line_id.startswith("expenditure.function."):
            return {"amount": spent.get(line.line_id[-3:], ZERO)}
        return {"amount": amounts[line.line_id]}

    return _summary(figures, template, "income_expenditure_summary", values)


def _from_source(source: IncomeSource) -> Callable[[Item], Decimal]:
    return lambda item: item.income.get(source, ZERO)


def _for_use(use: OwnUse) -> Callable[[Item], Decimal]:
    return lambda item: item.spent(use)


def _income(figures: UnitYear) -> LogicalTable:
    measures: dict[str, Callable[[Item], Decimal]] = {"total": lambda item: item.total_income}
    measures |= {source: _from_source(source) for source in INCOME_SOURCES}
    return LogicalTable("income", _subject_rows(figures, measures))


def _expenditure(figures: UnitYear) -> LogicalTable:
    measures: dict[str, Callable[[Item], Decimal]] = {"total": lambda item: item.total_spent}
    measures |= {use: _for_use(use) for use in OWN_USES}
    return LogicalTable("expenditure", _subject_rows(figures, measures))


def _fiscal_appropriation_summary(figures: UnitYear, template: str) -> LogicalTable:
    def by_budget(value: Callable[[Item], Decimal]) -> dict[str, Decimal]:
        return {"total": figures.total(value)} | {budget: figures.total(value, budget) for budget in BUDGETS}

    spent = {budget: figures.by_code(lambda item: item.fiscal, budget) for budget in BUDGETS}
    appropriation, opening = by_budget(lambda item: item.appropriation), by_budget(lambda item: item.opening)
    expenditure, closing = by_budget(lambda item: item.fiscal), by_budget(lambda item: item.closing)
    single = (
        {f"income.{budget}": appropriation[budget] for budget in BUDGETS}
        | {f"carryover.opening.{budget}": opening[budget] for budget in BUDGETS}
        | {
            "income.fiscal_appropriation_total": appropriation["total"],
            "carryover.opening": opening["total"],
            "total.income_side": appropriation["total"] + opening["total"],
        }
    )
    by_budget_lines = {
        "expenditure.current_total": expenditure,
        "carryover.closing": closing,
        "total.expenditure_side": {key: expenditure[key] + closing[key] for key in expenditure},
    }

    def values(line: Line) -> Mapping[str, Decimal]:
        if line.side == "income":
            return {"amount": single[line.line_id]}
        if line.line_id.startswith("expenditure.function."):
            row = {budget: spent[budget].get(line.line_id[-3:], ZERO) for budget in BUDGETS}
            return {"total": sum(row.values(), ZERO)} | {str(budget): amount for budget, amount in row.items()}
        return by_budget_lines[line.line_id]

    return _summary(figures, template, "fiscal_appropriation_summary", values)


_SPENDING: Final[dict[str, Callable[[Item], Decimal]]] = {
    "total": lambda item: item.fiscal,
    "basic": lambda item: item.basic,
    "project": lambda item: item.project,
}
_FUND: Final[dict[str, Callable[[Item], Decimal]]] = (
    {"opening_balance": lambda item: item.opening, "income": lambda item: item.appropriation}
    | _SPENDING
    | {"closing_balance": lambda item: item.closing}
)


def _basic_expenditure(figures: UnitYear) -> LogicalTable:
    rows = []
    for code in economic_codes(*BASIC_CLASSES):
        amount = figures.economic_total(code) if len(code) == 3 else figures.economic.get(code, ZERO)
        rows.append(Row(code, name_of(code), non_zero({"amount": amount}), subject_code=code))
    for key, label, amount in (
        ("personnel_total", "人员经费合计", figures.personnel),
        ("operating_total", "公用经费合计", figures.operating),
    ):
        rows.append(Row(key, label, non_zero({"amount": amount}), group="total"))
    return LogicalTable("basic_expenditure", tuple(rows))


def _three_public_expenses(figures: UnitYear) -> LogicalTable:
    def of(prefix: str, expenses: ThreePublic) -> dict[str, Decimal]:
        parts = ("total", "overseas", "vehicle_total", "vehicle_purchase", "vehicle_operation", "reception")
        return {f"{prefix}_{part}": getattr(expenses, part) for part in parts}

    values = of("budget", figures.three_public_budget) | of("final", figures.three_public_final)
    row = Row("three_public", "", non_zero(values))
    empty = f"{figures.unit_name_zh}{figures.fiscal_year}年度没有财政拨款“三公”经费支出，故本表无数据。"
    return LogicalTable("three_public_expenses", (row,), empty)


def _disclosure_statistics(figures: UnitYear) -> LogicalTable:
    procurement = figures.procurement
    rows: list[tuple[str, str, Decimal, str]] = [
        ("procurement.total", "合计", procurement.total, "万元"),
        ("procurement.goods", "货物", procurement.goods, "万元"),
        ("procurement.works", "工程", procurement.works, "万元"),
        ("procurement.services", "服务", procurement.services, "万元"),
        ("running_costs.administrative", "(一)行政单位", figures.administrative_running_costs, "万元"),
        ("running_costs.participating", "(二)参照公务员法管理事业单位", figures.participating_running_costs, "万元"),
        ("vehicles.total", "(一)车辆数合计(辆)", Decimal(sum(figures.vehicles)), "辆"),
    ]
    rows += [
        (f"vehicles.{n}", f"{n}.{use}", Decimal(count), "辆")
        for n, (use, count) in enumerate(zip(VEHICLE_USES_ZH, figures.vehicles, strict=True), start=1)
    ]
    rows.append(("equipment", "(二)单价100万元(含)以上设备(不含车辆)", Decimal(figures.large_equipment), "台"))
    return LogicalTable(
        "disclosure_statistics",
        tuple(
            Row(key, label, non_zero({"amount": amount}), unit=unit, row_no=number)
            for number, (key, label, amount, unit) in enumerate(rows, start=1)
        ),
    )


def tables_of(figures: UnitYear, template: str, *, fund_form_of_state_capital: bool) -> dict[str, LogicalTable]:
    """The true tables by table id.

    `template` names the lines of the summaries (`national`, `shanghai`). `fund_form_of_state_capital`: the state
    capital table in the 收入支出 form with balances (six measures) instead of the expenditure form (three).
    Raises FiguresError when the template lacks a line for a class of the figures.
    """
    year = f"{figures.unit_name_zh}{figures.fiscal_year}年度"
    tables = (
        _income_expenditure_summary(figures, template),
        _income(figures),
        _expenditure(figures),
        _fiscal_appropriation_summary(figures, template),
        LogicalTable("general_public_budget_expenditure", _subject_rows(figures, _SPENDING, "general_public_budget")),
        _basic_expenditure(figures),
        LogicalTable(
            "government_fund_budget",
            _subject_rows(figures, _FUND, "government_fund"),
            f"{year}没有政府性基金预算财政拨款收入和支出，故本表无数据。",
        ),
        LogicalTable(
            "state_capital_budget",
            _subject_rows(figures, _FUND if fund_form_of_state_capital else _SPENDING, "state_capital"),
            f"{year}没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
        ),
        _three_public_expenses(figures),
        _disclosure_statistics(figures),
    )
    return {table.table_id: table for table in tables}
