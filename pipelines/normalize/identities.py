"""Amounts on which two readers disagree, settled by the identities that they take part in.

Put here: the identities that hold inside one document, and which held-back amounts they settle.
Keep out: judging publishers. The checks in sql/ do that, and a settled amount is no evidence against anybody: it was
taken because it fits.

An amount is settled when it takes part in at least two identities of different directions (along its row, down its
column, across tables) and all that it takes part in hold within the rounding of the printed numbers. A number read in
a wrong row or column cannot do that: one of the two directions would break. (spec/extraction.md, section 4)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipelines.normalize.rows import PrintedAmount

Key = tuple[str, str | None, str, str]
"""Table, side, row (its code, its line, or `合计`) and measure."""

_TOTAL: Final = "合计"
_HALF_STEP: Final = Decimal("0.005")
_DIRECTIONS: Final = 2
_PARTS: Final[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "income": (
        (
            "total",
            (
                "fiscal_appropriation",
                "superior_subsidy",
                "institutional_income",
                "operating_income",
                "affiliated_units_income",
                "other_income",
            ),
        ),
    ),
    "expenditure": (("total", ("basic", "project", "remitted_to_superior", "operating", "subsidy_to_affiliates")),),
    "fiscal_appropriation_summary": (("total", ("general_public_budget", "government_fund", "state_capital")),),
    "general_public_budget_expenditure": (("total", ("basic", "project")),),
    "government_fund_budget": (("total", ("basic", "project")),),
    "state_capital_budget": (("total", ("basic", "project")),),
}
_BUDGET_KINDS: Final = ("income.general_public_budget", "income.government_fund", "income.state_capital")


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """An amount with the table, line and unit of measure that it was read with."""

    table_id: str
    line_id: str | None
    published_unit: str
    amount: PrintedAmount

    @property
    def key(self) -> Key | None:
        """Where it stands; null for a row that no identity knows."""
        is_total = self.amount.side is None and self.amount.label_zh.strip() == _TOTAL
        row = self.amount.subject_code or (_TOTAL if is_total else self.line_id)
        return None if row is None else (self.table_id, self.amount.side, row, self.amount.measure)


@dataclass(frozen=True, slots=True)
class Identity:
    """A total and its parts, along a row, down a column or across tables."""

    direction: str
    total: Key
    parts: tuple[Key, ...]


def settled(amounts: Iterable[ReadAmount]) -> list[PrintedAmount]:
    """The amounts marked `disagreed` that the identities of their document settle."""
    figures, doubtful = _figures(amounts)
    partaken: dict[Key, list[tuple[str, bool]]] = defaultdict(list)
    for identity in _identities(figures):
        keys = (identity.total, *identity.parts)
        holds = not doubtful & set(keys) and _holds(identity, figures)
        for key in keys:
            partaken[key].append((identity.direction, holds))
    return [
        read.amount
        for key, reads in figures.items()
        if all(holds for _, holds in partaken[key])
        and len({direction for direction, _ in partaken[key]}) >= _DIRECTIONS
        for read in reads
        if read.amount.second_reading == "disagreed"
    ]


def _figures(amounts: Iterable[ReadAmount]) -> tuple[dict[Key, list[ReadAmount]], set[Key]]:
    """The amounts by place (continued pages print a total again), and the places that print different ones."""
    figures: dict[Key, list[ReadAmount]] = defaultdict(list)
    for read in amounts:
        if read.key is not None:
            figures[read.key].append(read)
    doubtful = {
        key
        for key, reads in figures.items()
        if len({(read.amount.published_amount, read.published_unit) for read in reads}) > 1
    }
    return dict(figures), doubtful


def _holds(identity: Identity, figures: Mapping[Key, list[ReadAmount]]) -> bool:
    """Whether total and parts agree, each rounded to the cent of its unit on its own."""
    reads = [figures[key][0] for key in (identity.total, *identity.parts)]
    if len({read.published_unit for read in reads}) > 1:
        return False
    total, *parts = (read.amount.published_amount for read in reads)
    addends = sum(part != 0 for part in parts)
    return abs(total - sum(parts, Decimal(0))) <= _HALF_STEP * (addends + 1)


def _identities(figures: Mapping[Key, list[ReadAmount]]) -> Iterator[Identity]:
    for table_id, side, row, measure in figures:
        for total, parts in _PARTS.get(table_id, ()):
            if measure == total:
                keys = tuple(key for part in parts if (key := (table_id, side, row, part)) in figures)
                yield Identity("row", (table_id, side, row, measure), keys)
    children: dict[Key, list[Key]] = defaultdict(list)
    for key in figures:
        parent = _parent(key, figures)
        if parent is not None:
            children[parent].append(key)
    for above, below in children.items():
        yield Identity("column", above, tuple(below))
    for key in figures:
        for other in _same_elsewhere(key):
            if other in figures:
                yield Identity("across", key, (other,))


def _parent(key: Key, figures: Mapping[Key, list[ReadAmount]]) -> Key | None:
    """The printed row whose amount a row is a part of; null where none is."""
    table_id, side, row, measure = key
    if row.isdigit():
        above = {7: row[:5], 5: row[:3], 3: _TOTAL}[len(row)]
        parent: Key = (table_id, side, above, measure)
    elif row.startswith("expenditure.function."):
        parent = (table_id, side, "expenditure.current_total", measure)
    elif row in _BUDGET_KINDS or (row.startswith("income.") and not row.endswith("_total")):
        whole = "income.fiscal_appropriation_total"
        is_part = row in _BUDGET_KINDS and (table_id, side, whole, measure) in figures
        parent = (table_id, side, whole if is_part else "income.current_total", measure)
    elif row == "income.fiscal_appropriation_total" and table_id == "income_expenditure_summary":
        parent = (table_id, side, "income.current_total", measure)
    else:
        return None
    return parent if parent in figures else None


def _same_elsewhere(key: Key) -> Iterator[Key]:
    """Where other tables print the same amount."""
    table_id, _, row, measure = key
    code = row.removeprefix("expenditure.function.")
    if table_id == "income_expenditure_summary":
        if code.isdigit():
            yield ("expenditure", None, code, "total")
        elif row == "expenditure.current_total":
            yield ("expenditure", None, _TOTAL, "total")
        elif row == "income.current_total":
            yield ("income", None, _TOTAL, "total")
    if table_id == "fiscal_appropriation_summary" and measure == "general_public_budget":
        if code.isdigit():
            yield ("general_public_budget_expenditure", None, code, "total")
        elif row == "expenditure.current_total":
            yield ("general_public_budget_expenditure", None, _TOTAL, "total")
