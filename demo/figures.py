"""The figures of one unit in one fiscal year, and the sums that follow from them.

Put here: what a unit would book (items, economic subjects, carryovers, three public expenses) and arithmetic on it.
Keep out: tables and their labels (`demo.tables`), files (`demo.histories`), words (`demo.narrative`).

Amounts are Decimal in 万元 with two decimals. Only leaves are stored: every total is a sum, so that each accounting
identity holds to the cent, except where a `PrintedInstead` says that the publisher prints something else.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Budget = Literal["general_public_budget", "government_fund", "state_capital"]
IncomeSource = Literal[
    "fiscal_appropriation",
    "superior_subsidy",
    "institutional_income",
    "operating_income",
    "affiliated_units_income",
    "other_income",
]
OwnUse = Literal["basic", "project", "remitted_to_superior", "operating", "subsidy_to_affiliates"]

BUDGETS: Final[tuple[Budget, ...]] = ("general_public_budget", "government_fund", "state_capital")
INCOME_SOURCES: Final[tuple[IncomeSource, ...]] = (
    "fiscal_appropriation",
    "superior_subsidy",
    "institutional_income",
    "operating_income",
    "affiliated_units_income",
    "other_income",
)
OWN_SOURCES: Final = INCOME_SOURCES[1:]
OWN_USES: Final[tuple[OwnUse, ...]] = (
    "basic",
    "project",
    "remitted_to_superior",
    "operating",
    "subsidy_to_affiliates",
)
PERSONNEL_CLASSES: Final = ("301", "303")
ZERO: Final = Decimal("0.00")

Money = Annotated[Decimal, Field(ge=0, decimal_places=2, max_digits=14)]
Change = Annotated[Decimal, Field(decimal_places=2, max_digits=14)]


class FiguresError(ValueError):
    """Figures that contradict each other; the message names the unit, the year and what to change."""


class Frozen(BaseModel):
    """A record that refuses unknown keys and changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Frozen):
    """A functional item (项, seven digits): its money from one budget and from the unit's own income, in 万元."""

    code: Annotated[str, Field(pattern=r"^\d{7}$")]
    budget: Budget = "general_public_budget"
    initial_budget: Money = ZERO
    opening: Money = ZERO  # appropriation carried over from last year
    income: dict[IncomeSource, Money] = {}
    basic: Money = ZERO  # spent from the appropriation
    project: Money = ZERO
    own: dict[OwnUse, Money] = {}  # spent from other income and balances

    @property
    def appropriation(self) -> Decimal:
        """The appropriation received this year."""
        return self.income.get("fiscal_appropriation", ZERO)

    @property
    def fiscal(self) -> Decimal:
        """What was spent from the appropriation."""
        return self.basic + self.project

    @property
    def closing(self) -> Decimal:
        """The appropriation carried over to next year."""
        return self.opening + self.appropriation - self.fiscal

    @property
    def total_income(self) -> Decimal:
        """Income from all sources."""
        return sum(self.income.values(), ZERO)

    def spent(self, use: OwnUse) -> Decimal:
        """What was spent for one use, from all money."""
        fiscal = {"basic": self.basic, "project": self.project}.get(use, ZERO)
        return fiscal + self.own.get(use, ZERO)

    @property
    def total_spent(self) -> Decimal:
        """Expenditure from all money."""
        return self.fiscal + sum(self.own.values(), ZERO)


class ThreePublic(Frozen):
    """The three public expenses (“三公”经费), budget or final, in 万元."""

    overseas: Money = ZERO
    vehicle_purchase: Money = ZERO
    vehicle_operation: Money = ZERO
    reception: Money = ZERO

    @property
    def vehicle_total(self) -> Decimal:
        """Purchase and operation of official vehicles."""
        return self.vehicle_purchase + self.vehicle_operation

    @property
    def total(self) -> Decimal:
        """All three."""
        return self.overseas + self.vehicle_total + self.reception


class Procurement(Frozen):
    """Government procurement (政府采购), in 万元."""

    goods: Money = ZERO
    works: Money = ZERO
    services: Money = ZERO
    small_and_medium: Money = ZERO
    micro: Money = ZERO

    @property
    def total(self) -> Decimal:
        """Goods, works and services."""
        return self.goods + self.works + self.services


class PrintedInstead(Frozen):
    """Cells that the publisher prints wrongly: `add` is printed minus true, in the unit of the cell.

    `rows` are subject codes or line ids of the table, `identities` the ids of the identities that break.
    """

    table_id: str
    side: Literal["income", "expenditure"] | None = None
    rows: tuple[str, ...]
    measures: tuple[str, ...]
    add: Change
    grade: Literal["seeded", "rounding"] = "seeded"
    identities: tuple[str, ...]
    defect: str


class OpeningAdjustment(Frozen):
    """An opening balance that is not last year's closing balance: `add` is opening minus last closing."""

    code: str
    add: Change
    defect: str


class UnitYear(Frozen):
    """Everything one unit discloses about one fiscal year."""

    unit_name_zh: str
    scope_zh: Literal["部门", "单位"]
    fiscal_year: int
    published_date: date
    duties_zh: tuple[str, ...] = ()
    organization_zh: str = ""
    member_units_zh: tuple[str, ...] = ()
    remark_zh: str = ""
    thousands_separators: bool = False
    items: tuple[Item, ...]
    economic: dict[str, Money] = {}  # general-budget basic expenditure by economic item (款, five digits)
    own_opening: Money = ZERO  # carryover that is not appropriation
    use_of_balance: Money = ZERO  # 使用非财政拨款结余
    surplus_distribution: Money = ZERO  # 结余分配
    three_public_budget: ThreePublic = ThreePublic()
    three_public_final: ThreePublic = ThreePublic()
    overseas_groups: int = 0
    overseas_persons: int = 0
    reception_groups: int = 0
    reception_persons: int = 0
    procurement: Procurement = Procurement()
    administrative_running_costs: Money = ZERO
    participating_running_costs: Money = ZERO
    vehicles: tuple[int, ...] = (0,) * 8
    large_equipment: int = 0
    opening_adjustments: tuple[OpeningAdjustment, ...] = ()
    printed_instead: tuple[PrintedInstead, ...] = ()
    prior: Self | None = None

    @property
    def name(self) -> str:
        """Unit and year, for messages."""
        return f"{self.unit_name_zh} {self.fiscal_year}"

    def total(self, value: Callable[[Item], Decimal], budget: Budget | None = None) -> Decimal:
        """The sum of a value over the items of a budget, or over all."""
        return sum((value(item) for item in self.of(budget)), ZERO)

    def of(self, budget: Budget | None) -> Iterable[Item]:
        """The items of a budget, or all."""
        return (item for item in self.items if budget is None or item.budget == budget)

    def by_code(self, value: Callable[[Item], Decimal], budget: Budget | None = None) -> dict[str, Decimal]:
        """A value summed by class, section and item (3, 5, 7 digits), in the order of the codes."""
        sums: dict[str, Decimal] = {}
        for item in self.of(budget):
            for digits in (3, 5, 7):
                sums[item.code[:digits]] = sums.get(item.code[:digits], ZERO) + value(item)
        return dict(sorted(sums.items()))

    @property
    def own_closing(self) -> Decimal:
        """The carryover at the year's end that is not appropriation."""
        own_income = self.total(lambda item: item.total_income - item.appropriation)
        own_spent = self.total(lambda item: item.total_spent - item.fiscal)
        return self.own_opening + own_income + self.use_of_balance - own_spent - self.surplus_distribution

    @property
    def opening(self) -> Decimal:
        """年初结转和结余 of all money."""
        return self.total(lambda item: item.opening) + self.own_opening

    @property
    def closing(self) -> Decimal:
        """年末结转和结余 of all money."""
        return self.total(lambda item: item.closing) + self.own_closing

    @property
    def grand_total(self) -> Decimal:
        """总计: income, balances used and opening carryover; equals the expenditure side by construction."""
        return self.total(lambda item: item.total_income) + self.use_of_balance + self.opening

    def economic_total(self, *classes: str) -> Decimal:
        """Basic expenditure of the general budget in some economic classes."""
        return sum((amount for code, amount in self.economic.items() if code[:3] in classes), ZERO)

    @property
    def personnel(self) -> Decimal:
        """人员经费."""
        return self.economic_total(*PERSONNEL_CLASSES)

    @property
    def operating(self) -> Decimal:
        """公用经费."""
        return sum(self.economic.values(), ZERO) - self.personnel

    @property
    def general_basic(self) -> Decimal:
        """Basic expenditure from the general public budget, by functional item."""
        return self.total(lambda item: item.basic, "general_public_budget")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        overdrawn = [item.code for item in self.items if item.closing < 0]
        if overdrawn:
            raise FiguresError(f"{self.name}: item {', '.join(overdrawn)} spends more than it has; lower basic/project")
        if self.own_closing < 0:
            raise FiguresError(f"{self.name}: {-self.own_closing} 万元 more own money is spent than there is")
        if len({(item.code, item.budget) for item in self.items}) != len(self.items):
            raise FiguresError(f"{self.name}: an item is listed twice")
        if len(self.vehicles) != 8:
            raise FiguresError(f"{self.name}: vehicles needs the counts of 8 uses, has {len(self.vehicles)}")
        # Independent roundings may leave a difference of a cent; it must be declared among what is printed instead.
        difference = self.general_basic - sum(self.economic.values(), ZERO)
        rounding = any(p.grade == "rounding" and p.table_id == "basic_expenditure" for p in self.printed_instead)
        if difference and not (rounding and abs(difference) <= Decimal("0.05")):
            raise FiguresError(
                f"{self.name}: economic items sum to {self.general_basic - difference}, "
                f"basic expenditure of the general budget is {self.general_basic}; make them equal"
            )
        return self
