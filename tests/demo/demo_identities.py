"""The accounting identities, recomputed from printed rows alone: which of them does a document break?

Put here: arithmetic over rows in the columns of amounts.csv, independent of how the tables were built.
Keep out: expectations about particular documents.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

Row = Mapping[str, object]
ZERO = Decimal(0)
SUBJECT_TABLES = {
    "T2": "income",
    "T3": "expenditure",
    "T5": "general_public_budget_expenditure",
    "T7": "government_fund_budget",
    "T8": "state_capital_budget",
}
BUDGETS_ZH = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
BUDGETS = ("general_public_budget", "government_fund", "state_capital")


def bare(label: object) -> str:
    """A label without its ordinal."""
    return re.sub(r"^[一二三四五六七八九十]+、", "", str(label))


class Printed:
    """The printed amounts of one document."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.cells: list[tuple[str, str, str, str, str, Decimal]] = [
            (
                str(r["table_id"]),
                str(r["side"] or ""),
                str(r["subject_code"] or ""),
                str(r["label"]),
                str(r["measure"]),
                Decimal(str(r["published_amount"])),
            )
            for r in rows
        ]

    def line(self, table: str, side: str, label: str, measure: str = "amount") -> Decimal:
        """The amount with a label; blank is zero."""
        found = [c[5] for c in self.cells if c[:2] == (table, side) and bare(c[3]) == label and c[4] == measure]
        return found[0] if found else ZERO

    def received(self) -> dict[str, Decimal]:
        """Appropriations received by budget: the same labels stand for balances below 本年收入合计."""
        left = [(bare(c[3]), c[5]) for c in self.cells if c[:2] == ("fiscal_appropriation_summary", "income")]
        labels = [label for label, _ in left]
        return dict(left[: labels.index("本年收入合计")]) if "本年收入合计" in labels else {}

    def codes(self, table: str, measure: str) -> dict[str, Decimal]:
        """Code to amount; the 合计 row has the code ""."""
        return {c[2]: c[5] for c in self.cells if c[0] == table and c[4] == measure and (c[2] or c[3] == "合计")}

    def measures(self, table: str) -> list[str]:
        """The measures with an amount."""
        return sorted({c[4] for c in self.cells if c[0] == table})

    def functions(self, table: str, measure: str) -> dict[str, Decimal]:
        """Name of class to amount on the expenditure side of a summary."""
        skip = ("本年支出合计", "结余分配", "年末结转和结余", "年末财政拨款结转和结余", "总计")
        return {
            bare(c[3]): c[5]
            for c in self.cells
            if c[:2] == (table, "expenditure") and c[4] == measure and bare(c[3]) not in skip
        }

    def class_names(self, table: str, measure: str) -> dict[str, Decimal]:
        """Name of class to amount of a subject table."""
        return {c[3]: c[5] for c in self.cells if c[0] == table and c[4] == measure and len(c[2]) == 3}


def adds_up(by_code: dict[str, Decimal]) -> bool:
    """Whether 合计 is the sum of classes, a class that of sections, a section that of items."""
    for code, amount in by_code.items():
        length = {0: 3, 3: 5, 5: 7}.get(len(code))
        if length and amount != sum(v for c, v in by_code.items() if len(c) == length and c.startswith(code)):
            return False
    parents = {c[: len(c) - 2] for c in by_code if len(c) > 3}
    return parents <= set(by_code) and (not by_code or "" in by_code)


def broken(document: Printed, prior: Printed | None = None) -> set[str]:
    """The ids of the identities that do not hold exactly."""
    return {name for name, holds in _identities(document, prior) if not holds}


def _identities(d: Printed, prior: Printed | None) -> Iterator[tuple[str, bool]]:
    yield from _first(d)
    yield from _subjects(d)
    yield from _fourth(d)
    yield from _basic(d)
    yield from _three_public_and_statistics(d)
    yield from _between(d)
    if prior:
        t1, t4 = "income_expenditure_summary", "fiscal_appropriation_summary"
        yield "Y.01", d.line(t1, "income", "年初结转和结余") == prior.line(t1, "expenditure", "年末结转和结余")
        opening, closing = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
        yield "Y.02", d.line(t4, "income", opening) == prior.line(t4, "expenditure", closing, "total")


def _first(d: Printed) -> Iterator[tuple[str, bool]]:
    t1 = "income_expenditure_summary"
    sources = [f"{b}收入" for b in BUDGETS_ZH]
    sources += ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    income, expenditure = d.line(t1, "income", "本年收入合计"), d.line(t1, "expenditure", "本年支出合计")
    used = d.line(t1, "income", "使用非财政拨款结余") + d.line(t1, "income", "使用非财政拨款结余（含专用结余）")
    left, right = d.line(t1, "income", "总计"), d.line(t1, "expenditure", "总计")
    distributed, closing = d.line(t1, "expenditure", "结余分配"), d.line(t1, "expenditure", "年末结转和结余")
    yield "T1.01", income == sum(d.line(t1, "income", s) for s in sources)
    yield "T1.02", left == income + used + d.line(t1, "income", "年初结转和结余")
    yield "T1.03", expenditure == sum(d.functions(t1, "amount").values())
    yield "T1.04", right == expenditure + distributed + closing
    yield "T1.05", left == right


def _subjects(d: Printed) -> Iterator[tuple[str, bool]]:
    for short, table in SUBJECT_TABLES.items():
        columns = {m: d.codes(table, m) for m in d.measures(table)}
        yield f"{short}.02", all(adds_up(column) for column in columns.values())
        parts = [m for m in columns if m not in ("total", "opening_balance", "income", "closing_balance")]
        codes = {c for column in columns.values() for c in column}

        def at(measure: str, code: str, columns: dict[str, dict[str, Decimal]] = columns) -> Decimal:
            return columns.get(measure, {}).get(code, ZERO)

        yield f"{short}.01", all(at("total", c) == sum(at(m, c) for m in parts) for c in codes)
        if "income" in columns or "opening_balance" in columns:
            flows = (
                at("opening_balance", c) + at("income", c) - at("total", c) - at("closing_balance", c) for c in codes
            )
            yield f"{short}.01", not any(flows)


def _fourth(d: Printed) -> Iterator[tuple[str, bool]]:
    t4 = "fiscal_appropriation_summary"
    income, opening = d.line(t4, "income", "本年收入合计"), d.line(t4, "income", "年初财政拨款结转和结余")
    yield "T4.01", income == sum(d.received().values())
    yield "T4.03", d.line(t4, "income", "总计") == income + opening
    columns = {m: d.functions(t4, m) for m in ("total", *BUDGETS)}
    rows = all(v == sum(columns[b].get(name, ZERO) for b in BUDGETS) for name, v in columns["total"].items())
    spent = {m: d.line(t4, "expenditure", "本年支出合计", m) for m in columns}
    yield "T4.04", rows and all(spent[m] == sum(columns[m].values()) for m in columns)
    closing = {m: d.line(t4, "expenditure", "年末财政拨款结转和结余", m) for m in columns}
    totals = {m: d.line(t4, "expenditure", "总计", m) for m in columns}
    yield "T4.05", all(totals[m] == spent[m] + closing[m] for m in columns)
    yield "T4.06", d.line(t4, "income", "总计") == totals["total"]


def _basic(d: Printed) -> Iterator[tuple[str, bool]]:
    amounts = d.codes("basic_expenditure", "amount")
    for code in {c[:3] for c in amounts if c}:
        items = sum(v for c, v in amounts.items() if len(c) == 5 and c.startswith(code))
        yield "T6.01", amounts.get(code, ZERO) == items
    personnel = d.line("basic_expenditure", "", "人员经费合计")
    operating = d.line("basic_expenditure", "", "公用经费合计")
    classes = {c: v for c, v in amounts.items() if len(c) == 3}
    yield "T6.02", personnel == classes.get("301", ZERO) + classes.get("303", ZERO)
    yield "T6.03", operating == sum(v for c, v in classes.items() if c not in ("301", "303"))
    basic = d.codes(SUBJECT_TABLES["T5"], "basic").get("", ZERO)
    yield "X.11", basic == personnel + operating


def _three_public_and_statistics(d: Printed) -> Iterator[tuple[str, bool]]:
    values = {c[4]: c[5] for c in d.cells if c[0] == "three_public_expenses"}
    for kind in ("budget", "final"):
        of = {k.removeprefix(f"{kind}_"): v for k, v in values.items() if k.startswith(kind)}
        parts = ("overseas", "vehicle_total", "reception")
        yield "T9.01", of.get("total", ZERO) == sum(of.get(p, ZERO) for p in parts)
        vehicles = of.get("vehicle_purchase", ZERO) + of.get("vehicle_operation", ZERO)
        yield "T9.02", of.get("vehicle_total", ZERO) == vehicles
    t10 = "disclosure_statistics"
    yield "T10.01", d.line(t10, "", "合计") == sum(d.line(t10, "", part) for part in ("货物", "工程", "服务"))
    vehicles_by_use = sum(c[5] for c in d.cells if c[0] == t10 and re.match(r"[1-8]\.", c[3]))
    yield "T10.02", d.line(t10, "", "(一)车辆数合计(辆)") == vehicles_by_use


def _between(d: Printed) -> Iterator[tuple[str, bool]]:
    t1, t4 = "income_expenditure_summary", "fiscal_appropriation_summary"
    totals = {short: {m: d.codes(t, m) for m in d.measures(t)} for short, t in SUBJECT_TABLES.items()}

    def total(short: str, measure: str, code: str = "") -> Decimal:
        return totals[short].get(measure, {}).get(code, ZERO)

    yield "X.01", d.line(t1, "income", "本年收入合计") == total("T2", "total")
    fiscal = sum(d.line(t1, "income", f"{b}收入") for b in BUDGETS_ZH)
    yield "X.02", fiscal == total("T2", "fiscal_appropriation")
    yield "X.03", d.line(t1, "expenditure", "本年支出合计") == total("T3", "total")
    yield "X.04", d.functions(t1, "amount") == d.class_names("expenditure", "total")
    received = d.received()
    yield "X.05", all(d.line(t1, "income", f"{b}收入") == received.get(b, ZERO) for b in BUDGETS_ZH)
    yield "X.06", total("T2", "fiscal_appropriation") == d.line(t4, "income", "本年收入合计")
    for name, short, budget in zip(("X.07", "X.08", "X.09"), ("T5", "T7", "T8"), BUDGETS, strict=True):
        classes = d.class_names(SUBJECT_TABLES[short], "total")
        whole = d.line(t4, "expenditure", "本年支出合计", budget)
        yield name, d.functions(t4, budget) == classes and whole == total(short, "total")
    for measure in ("total", "basic", "project"):
        for code, amount in totals["T3"].get(measure, {}).items():
            yield "X.10", sum(total(short, measure, code) for short in ("T5", "T7", "T8")) <= amount
